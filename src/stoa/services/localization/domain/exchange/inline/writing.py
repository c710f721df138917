"""From coded texts to inline elements."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, index_of
from stoa.services.localization.domain.exchange.characters import FORBIDDEN, text_xml
from stoa.services.localization.domain.exchange.element import Element, start_tag
from stoa.services.localization.domain.exchange.inline.known import NONE_KNOWN, Known

_MARKS = re.compile("([\ue000-\uf8ff])")


class Stands(Enum):
    """How a code stands in its text: with its other half and crossing no pair, crossing one, or by itself."""

    NESTED = "nested"
    CROSSING = "crossing"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Placed:
    """A code at its place. other: the index of its other half.

    number: of its pair within the text, another for each time the pair stands there.
    nth: 0 the first time that the code stands there, then another number each time.
    """

    code: Code
    index: int
    stands: Stands
    nth: int
    number: int
    other: int | None = None


class Spelling(Protocol):
    """Writes the codes of one format."""

    def code(self, placed: Placed, codes: Sequence[Code]) -> str:
        """As XML, of a code that no element of the same format stands for. codes: of the whole text."""

    def again(self, placed: Placed, element: Element) -> str | None:
        """As the element that it was read from; None if that cannot stand here."""

    def character(self, sign: str) -> str:
        """An element for a character that XML forbids."""


def inline_xml(text: CodedText, spelling: Spelling, known: Known = NONE_KNOWN) -> str:
    """The content of `seg`, `source` or `target`."""
    parts = _MARKS.split(text.text)
    if len(parts) == 1:
        return _words(parts[0], spelling.character)
    placed = iter(place([index_of(sign) for sign in parts[1::2]], text.codes))
    return "".join(
        _code(next(placed), text.codes, spelling, known) if odd % 2 else _words(part, spelling.character)
        for odd, part in enumerate(parts)
    )


def _words(words: str, character: Callable[[str], str]) -> str:
    if not FORBIDDEN.search(words):
        return text_xml(words)
    kept = (text_xml(part) for part in FORBIDDEN.split(words))
    signs = (character(sign) for sign in FORBIDDEN.findall(words))
    return next(kept) + "".join(sign + part for sign, part in zip(signs, kept, strict=True))


def _code(placed: Placed, codes: Sequence[Code], spelling: Spelling, known: Known) -> str:
    """As in the file, if that had it, and its other half too."""
    element = known.element(placed.index, placed.code)
    if placed.other is not None and known.element(placed.other, codes[placed.other]) is None:
        element = None
    again = spelling.again(placed, element) if element is not None and not placed.nth else None
    return again if again is not None else spelling.code(placed, codes)


def place(indexes: Sequence[int], codes: Sequence[Code]) -> Iterator[Placed]:
    """In the order of the text."""
    ends = _ends(indexes, codes)
    crossing = _crossing(ends)
    begins = {end: begin for begin, end in ends.items()}
    whole = {indexes[at] for ends_of_pair in ends.items() for at in ends_of_pair}
    times: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for at, index in enumerate(indexes):
        code = codes[index]
        begin = begins.get(at, at)
        if begin not in ends:
            nth = times[index] = times.get(index, 0 if index in whole else -1) + 1
            yield Placed(code, index, Stands.ALONE, nth, code.pair or 0)
            continue
        if begin not in numbers:
            numbers[begin] = _free(code.pair or 1, set(numbers.values()), codes)
        number = numbers[begin]
        other = indexes[ends[begin] if at == begin else begin]
        stands = Stands.CROSSING if begin in crossing else Stands.NESTED
        yield Placed(code, index, stands, 0 if number == code.pair else number, number, other)


def _free(wanted: int, taken: set[int], codes: Sequence[Code]) -> int:
    """The pair's own number, or one that no pair has."""
    if wanted not in taken:
        return wanted
    return max([*taken, *(code.pair or 0 for code in codes)]) + 1


def _ends(indexes: Sequence[int], codes: Sequence[Code]) -> dict[int, int]:
    """Where the pair that begins at a place ends; halves without the other are not among them."""
    ends: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    for at, index in enumerate(indexes):
        code = codes[index]
        if code.pair is None:
            continue
        if code.kind is CodeKind.OPEN:
            waiting.setdefault(code.pair, []).append(at)
        elif code.kind is CodeKind.CLOSE and waiting.get(code.pair):
            ends[waiting[code.pair].pop()] = at
    return ends


def _crossing(ends: Mapping[int, int]) -> set[int]:
    """Beginnings of pairs that end inside another that began inside them."""
    begins = {end: begin for begin, end in ends.items()}
    crossing: set[int] = set()
    opened: list[int] = []
    for at in sorted([*ends, *begins]):
        if at in ends:
            opened.append(at)
        elif opened[-1] == begins[at]:
            opened.pop()
        else:
            crossing.add(begins[at])
            opened.remove(begins[at])
    return crossing


def half_of_span(placed: Placed, element: Element) -> str | None:
    """The tag of an element that stands around its content; None where it would cross another."""
    if placed.stands is not Stands.NESTED:
        return None
    if placed.code.kind is CodeKind.OPEN:
        return start_tag(element.name, element.attributes)
    return f"</{element.name.removeprefix(':')}>"
