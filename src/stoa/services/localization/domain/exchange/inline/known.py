"""What a file had for the codes of a text that is written into it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stoa.services.localization.domain.coded import Code
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.inline.reading import Read


@dataclass(frozen=True, slots=True)
class Known:
    """The codes as read, and the elements they were."""

    codes: Sequence[Code] = ()
    elements: Mapping[int, Element] = field(default_factory=dict)

    def element(self, index: int, code: Code) -> Element | None:
        same = index < len(self.codes) and self.codes[index] == code
        return self.elements.get(index) if same else None


NONE_KNOWN = Known()


def known_of(source: Read, target: Read | None = None) -> Known:
    """Of both languages: the target's elements where a pair stands there in one way, else the source's.

    Of a pair that stands there in more ways, beginning and end could be of different elements.
    """
    if target is None:
        return Known(source.text.codes, source.elements)
    codes = target.text.codes
    ways: dict[int, list[bool]] = {}
    for index in target.elements:
        pair = codes[index].pair
        if pair is not None:
            ways.setdefault(pair, []).append(index in target.spans)
    elements = dict(source.elements)
    for index, element in target.elements.items():
        pair = codes[index].pair
        if pair is None or ways[pair] in _WHOLE or index not in elements:
            elements[index] = element
    return Known(codes, elements)


_WHOLE = ([True, True], [False, False])
