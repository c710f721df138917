"""Inline elements: pc for pairs that cross nothing, sc and ec for the others and for a half alone, ph for the
rest, cp for characters that XML forbids; mrk, sm and em as they come.

A pair's `id` is its number, another code's is `a` and its number from 1.
"""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import Code, CodeKind
from stoa.services.localization.domain.exchange.element import Element, element_xml, start_tag
from stoa.services.localization.domain.exchange.inline.spans import single, span, unknown
from stoa.services.localization.domain.exchange.inline.spelled import Spelled
from stoa.services.localization.domain.exchange.inline.writing import Placed, Stands, half_of_span
from stoa.services.localization.domain.exchange.refusals import attribute_missing, attribute_wrong
from stoa.services.localization.domain.exchange.xliff21.data import OriginalData, cp_text

_KNOWN = frozenset({"pc", "sc", "ec", "ph", "mrk", "sm", "em"})


class Codes:
    """Reads the inline elements of one unit, with its original data."""

    def __init__(self, data: OriginalData) -> None:
        self._data = data
        self._copies: dict[str, str] = {}

    def __call__(self, element: Element) -> Spelled | str:
        """Raises Invalid."""
        name, attributes = element.name, element.attributes
        if name == "cp":
            return cp_text(element)
        if name not in _KNOWN:
            return unknown(element)
        key = self._key(attributes)
        if key is None:
            wanted = "what names the code, the same in source and target"
            raise attribute_missing(element, "startRef" if name in ("ec", "em") else "id", wanted)
        if name in ("pc", "mrk"):
            found = span(element, key, attributes.get("id"))
            return found if name == "mrk" else self._with_data(element, found)
        if name == "ph":
            return Spelled(CodeKind.ALONE, self._markup(element, "dataRef", single(element, key).markup), key)
        kind = CodeKind.OPEN if name in ("sc", "sm") else CodeKind.CLOSE
        pair = attributes.get("startRef") or attributes.get("id")
        return Spelled(
            kind, self._markup(element, "dataRef", start_tag(name, attributes, empty=True)), key, pair
        )

    def _key(self, attributes: dict[str, str]) -> str | None:
        """The id of what it is, ends, or is a copy of."""
        if "copyOf" in attributes and "id" in attributes:
            self._copies[attributes["id"]] = attributes["copyOf"]
        key = attributes.get("startRef") or attributes.get("id")
        return None if key is None else self._copies.get(key, key)

    def _with_data(self, element: Element, found: Spelled) -> Spelled:
        opening = self._markup(element, "dataRefStart", found.markup)
        closing = self._markup(element, "dataRefEnd", found.closing)
        return Spelled(CodeKind.OPEN, opening, found.key, found.pair, spans=True, closing=closing)

    def _markup(self, element: Element, attribute: str, otherwise: str) -> str:
        reference = element.attributes.get(attribute)
        if reference is None:
            return otherwise
        if reference not in self._data.markup:
            known = ", ".join(list(self._data.markup)[:5])
            raise attribute_wrong(
                element, attribute, f"the id of a data in originalData: {known or 'there is none'}"
            )
        return self._data.markup[reference]


class Xliff21Spelling:
    """Writes the codes of one unit, and their mark-up into its original data."""

    def __init__(self, data: OriginalData) -> None:
        self._data = data

    def code(self, placed: Placed, codes: Sequence[Code]) -> str:
        reference = self._data.id_of(placed.code.markup)
        if placed.code.kind is CodeKind.ALONE:
            return start_tag(
                "ph", {**_identity(f"a{placed.index + 1}", placed), "dataRef": reference}, empty=True
            )
        opens = placed.code.kind is CodeKind.OPEN
        pair = placed.code.pair if placed.code.pair is not None else f"a{placed.index + 1}"
        if placed.stands is Stands.ALONE:
            halves = {**_identity(str(pair), placed), "isolated": "yes", "dataRef": reference}
            return start_tag("sc" if opens else "ec", halves, empty=True)
        identity = _identity(str(pair), placed)
        if placed.stands is Stands.NESTED and placed.other is not None:
            if not opens:
                return "</pc>"
            closing = self._data.id_of(codes[placed.other].markup)
            return start_tag("pc", {**identity, "dataRefStart": reference, "dataRefEnd": closing})
        if opens:
            return start_tag("sc", {**identity, "dataRef": reference}, empty=True)
        return start_tag("ec", {"startRef": identity["id"], "dataRef": reference}, empty=True)

    def again(self, placed: Placed, element: Element) -> str | None:
        if element.name == "pc":
            return half_of_span(placed, element) or _split(placed, element)
        if placed.code.kind is CodeKind.ALONE or element.name in ("sm", "em"):
            return element_xml(element)
        if element.name in ("sc", "ec"):
            return _isolated(placed, element)
        return half_of_span(placed, element)

    def character(self, sign: str) -> str:
        return f'<cp hex="{ord(sign):04X}"/>'


def _identity(id_: str, placed: Placed) -> dict[str, str]:
    """A second one of the same code says of which it is a copy."""
    return {"id": f"{id_}-{placed.nth + 1}", "copyOf": id_} if placed.nth else {"id": id_}


def _split(placed: Placed, element: Element) -> str:
    """A half of a pc that would cross another, or whose other half is gone."""
    opens = placed.code.kind is CodeKind.OPEN
    id_ = element.attributes.get("copyOf") or element.attributes.get("id", "")
    reference = element.attributes.get("dataRefStart" if opens else "dataRefEnd")
    alone = "yes" if placed.stands is Stands.ALONE else None
    if opens or alone:
        half: dict[str, str | None] = {"id": id_, "isolated": alone, "dataRef": reference}
        return start_tag("sc" if opens else "ec", half, empty=True)
    return start_tag("ec", {"startRef": id_, "dataRef": reference}, empty=True)


def _isolated(placed: Placed, element: Element) -> str:
    """An sc or ec, which says whether its other half is there."""
    attributes: dict[str, str | None] = dict(element.attributes)
    if placed.stands is Stands.ALONE:
        attributes["id"] = attributes.pop("startRef", None) or attributes.get("id")
        attributes["isolated"] = "yes"
    elif attributes.pop("isolated", None) == "yes" and element.name == "ec":
        attributes["startRef"] = attributes.pop("id", None)
    return start_tag(element.name, attributes, empty=True)
