"""Inline elements: bpt and ept for pairs, it for a half alone, ph for the rest; hi and sub as they come.

`x` counts them from 1, the halves of a pair as one, alike in source and target; `i` joins the halves.
"""

import re
from collections.abc import Sequence

from stoa.services.localization.domain.coded import Code, CodeKind
from stoa.services.localization.domain.exchange.characters import attribute_xml, spelled, text_xml, unspelled
from stoa.services.localization.domain.exchange.element import Element, element_xml
from stoa.services.localization.domain.exchange.inline.spans import CHARACTER, span, unknown
from stoa.services.localization.domain.exchange.inline.spelled import Spelled
from stoa.services.localization.domain.exchange.inline.writing import Placed, Stands, half_of_span
from stoa.services.localization.domain.exchange.refusals import attribute_missing, attribute_wrong

_PAIR = re.compile(r"x-pair-(\d+)")
_HALVES = {"begin": CodeKind.OPEN, "end": CodeKind.CLOSE}


def read_code(element: Element) -> Spelled | str:
    """Raises Invalid."""
    name, attributes = element.name, element.attributes
    key = f"x{attributes['x']}" if attributes.get("x") else ""
    if name in ("ph", "ut"):
        markup = unspelled(element.text)
        return markup if attributes.get("type") == CHARACTER else Spelled(CodeKind.ALONE, markup, key)
    if name in ("bpt", "ept"):
        kind = CodeKind.OPEN if name == "bpt" else CodeKind.CLOSE
        if "i" not in attributes:
            raise attribute_missing(element, "i", "the number that joins bpt and ept")
        return Spelled(kind, unspelled(element.text), key if name == "bpt" else "", attributes["i"])
    if name == "it":
        half = _HALVES.get(attributes.get("pos", ""))
        if half is None:
            raise attribute_wrong(element, "pos", "begin, end")
        pair = _PAIR.fullmatch(attributes.get("type", ""))
        return Spelled(half, unspelled(element.text), key, pair[1] if pair else None)
    return span(element, key) if name == "hi" else unknown(element)


class TmxSpelling:
    def code(self, placed: Placed, codes: Sequence[Code]) -> str:
        markup, x = text_xml(spelled(placed.code.markup)), _number(placed.index, codes)
        if placed.code.kind is CodeKind.ALONE:
            return f'<ph x="{x}">{markup}</ph>'
        opens = placed.code.kind is CodeKind.OPEN
        if placed.stands is not Stands.ALONE:
            number = placed.number
            return (
                f'<bpt i="{number}" x="{x}">{markup}</bpt>' if opens else f'<ept i="{number}">{markup}</ept>'
            )
        return _half(placed, codes, markup)

    def again(self, placed: Placed, element: Element) -> str | None:
        if element.name in ("ph", "ut"):
            return element_xml(element)
        if element.name in ("bpt", "ept"):
            return None if placed.stands is Stands.ALONE else element_xml(element)
        if element.name == "it":
            return element_xml(element) if placed.stands is Stands.ALONE else None
        if placed.code.kind is CodeKind.ALONE:
            return element_xml(element)
        return half_of_span(placed, element)

    def character(self, sign: str) -> str:
        return f'<ph type="{attribute_xml(CHARACTER)}">{text_xml(spelled(sign))}</ph>'


def _number(index: int, codes: Sequence[Code]) -> int:
    """From 1, the two halves of a pair as one: so programs count tags that compare memories with files."""
    begun = {code.pair: at for at, code in enumerate(codes) if code.kind is CodeKind.OPEN}
    ends = codes[index].kind is CodeKind.CLOSE and codes[index].pair is not None
    first = begun.get(codes[index].pair, index) if ends else index
    return 1 + sum(code.kind is not CodeKind.CLOSE or code.pair not in begun for code in codes[:first])


def _half(placed: Placed, codes: Sequence[Code], markup: str) -> str:
    opens, pair = placed.code.kind is CodeKind.OPEN, placed.code.pair
    said = "" if pair is None else f' type="x-pair-{pair}"'
    return f'<it pos="{"begin" if opens else "end"}" x="{_number(placed.index, codes)}"{said}>{markup}</it>'


SPELLING = TmxSpelling()
