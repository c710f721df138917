"""Inline elements: bpt and ept for pairs, it for a half alone, ph for the rest; g, x, bx, ex, mrk and sub as
they come. `id` is the code's number from 1, `rid` joins the halves of a pair."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import Code, CodeKind
from stoa.services.localization.domain.exchange.characters import spelled, text_xml, unspelled
from stoa.services.localization.domain.exchange.element import Element, element_xml, start_tag
from stoa.services.localization.domain.exchange.inline.spans import CHARACTER, single, span, unknown
from stoa.services.localization.domain.exchange.inline.spelled import Spelled
from stoa.services.localization.domain.exchange.inline.writing import Placed, Stands, half_of_span
from stoa.services.localization.domain.exchange.refusals import attribute_missing, attribute_wrong

_HALVES = {"open": CodeKind.OPEN, "close": CodeKind.CLOSE}
_PAIRED = {"bpt": CodeKind.OPEN, "ept": CodeKind.CLOSE, "bx": CodeKind.OPEN, "ex": CodeKind.CLOSE}


def read_code(element: Element) -> Spelled | str:
    """Raises Invalid."""
    name, attributes = element.name, element.attributes
    if name == "mrk":
        return span(element, f"mrk {attributes['mid']}" if attributes.get("mid") else "")
    if name not in ("g", "x", "ph", "it", *_PAIRED):
        return unknown(element)
    key = attributes.get("id", "")
    if not key:
        raise attribute_missing(element, "id", "the number of the code, the same in source and target")
    if name == "g":
        return span(element, key, attributes.get("rid", key))
    if name == "x":
        return single(element, key)
    if name == "ph":
        markup = unspelled(element.text)
        return markup if attributes.get("ctype") == CHARACTER else Spelled(CodeKind.ALONE, markup, key)
    if name == "it":
        half = _HALVES.get(attributes.get("pos", ""))
        if half is None:
            raise attribute_wrong(element, "pos", "open, close")
        return Spelled(half, unspelled(element.text), key, attributes.get("rid"))
    markup = unspelled(element.text) if name in ("bpt", "ept") else start_tag(name, attributes, empty=True)
    return Spelled(_PAIRED[name], markup, key, attributes.get("rid", key))


class Xliff12Spelling:
    def code(self, placed: Placed, _codes: Sequence[Code]) -> str:
        markup, number = text_xml(spelled(placed.code.markup)), placed.index + 1
        if placed.code.kind is CodeKind.ALONE:
            return f'<ph id="{number}">{markup}</ph>'
        opens = placed.code.kind is CodeKind.OPEN
        if placed.stands is not Stands.ALONE:
            name = "bpt" if opens else "ept"
            return f'<{name} id="{number}" rid="{placed.number}">{markup}</{name}>'
        pair = "" if placed.code.pair is None else f' rid="{placed.code.pair}"'
        return f'<it id="{number}" pos="{"open" if opens else "close"}"{pair}>{markup}</it>'

    def again(self, placed: Placed, element: Element) -> str | None:
        alone = placed.stands is Stands.ALONE
        if placed.code.kind is CodeKind.ALONE or alone == (element.name == "it"):
            if element.name in ("g", "mrk") or (element.children and element.name not in _WHOLE):
                return half_of_span(placed, element) or _across(placed, element)
            return element_xml(element)
        return _across(placed, element)

    def character(self, sign: str) -> str:
        return f'<ph id="c{ord(sign)}" ctype="{CHARACTER}">{text_xml(spelled(sign))}</ph>'


_WHOLE = frozenset({"ph", "it", "bpt", "ept"})


def _across(placed: Placed, element: Element) -> str | None:
    """A half by itself, where its element would stand around words that are not all inside."""
    opens = placed.code.kind is CodeKind.OPEN
    identity = {"id": element.attributes.get("id", str(placed.index + 1))}
    if placed.stands is Stands.ALONE:
        half = {**identity, "pos": "open" if opens else "close"}
        return start_tag("it", half) + text_xml(spelled(placed.code.markup)) + "</it>"
    if element.name == "g":
        return start_tag("bx" if opens else "ex", {**identity, "rid": identity["id"]}, empty=True)
    return None


SPELLING = Xliff12Spelling()
