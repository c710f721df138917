"""Units as `unit` with one segment."""

import re
from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.characters import spelled
from stoa.services.localization.domain.exchange.element import Element, Xml, element_xml
from stoa.services.localization.domain.exchange.inline.known import NONE_KNOWN, Known, known_of
from stoa.services.localization.domain.exchange.inline.writing import inline_xml
from stoa.services.localization.domain.exchange.moments import extended
from stoa.services.localization.domain.exchange.names import MATCHES, METADATA
from stoa.services.localization.domain.exchange.scores import percent
from stoa.services.localization.domain.exchange.state_words import WORDS
from stoa.services.localization.domain.exchange.unit import ExchangedUnit, Match
from stoa.services.localization.domain.exchange.xliff21.data import OriginalData
from stoa.services.localization.domain.exchange.xliff21.inline import Xliff21Spelling
from stoa.services.localization.domain.exchange.xliff21.reading import (
    CONTEXT,
    PROVENANCE,
    identity_of,
    read_unit,
    stand_in,
    texts_of,
)

_NAME = re.compile(r"[-.:\w]+", re.ASCII)
_OWN = frozenset({CONTEXT, PROVENANCE})
_KNOWN_FIRST = ("notes", "originalData", "segment", "ignorable")


def units_xml(units: Sequence[ExchangedUnit]) -> str:
    (unit,) = units
    kept = unit.kept
    return element_xml(_new(unit) if kept is None or kept.name != "unit" else _changed(kept, unit))


def _new(unit: ExchangedUnit) -> Element:
    data = OriginalData()
    segment = _segment({"id": "s1"}, unit, data, NONE_KNOWN, NONE_KNOWN)
    id_ = unit.id or ""
    identity = {"id": id_} if _NAME.fullmatch(id_) else {"id": stand_in(id_), "name": spelled(id_)}
    around = [*_matches(unit.matches, "s1"), *_metadata(unit, []), *_notes(unit)]
    return Element("unit", identity, [*around, *data.element(), segment])


def _segment(
    attributes: dict[str, str], unit: ExchangedUnit, data: OriginalData, source: Known, target: Known
) -> Element:
    written: list[Element | str] = [_text("source", unit.source, data, source)]
    if unit.target is not None:
        attributes = {**attributes, "state": WORDS[unit.state]}
        written.append(_text("target", unit.target, data, target))
    else:
        attributes = {key: value for key, value in attributes.items() if key not in ("state", "subState")}
    return Element("segment", attributes, written)


def _text(name: str, text: CodedText, data: OriginalData, known: Known = NONE_KNOWN) -> Element:
    return Element(name, {"xml:space": "preserve"}, [Xml(inline_xml(text, Xliff21Spelling(data), known))])


def _notes(unit: ExchangedUnit) -> list[Element | str]:
    notes: list[Element | str] = [
        Element("note", {} if note.by is None else {"category": spelled(note.by)}, [spelled(note.text)])
        for note in unit.notes
    ]
    return [Element("notes", {}, notes)] if notes else []


def _metadata(unit: ExchangedUnit, others: list[Element]) -> list[Element | str]:
    """others: groups of metadata that are not ours."""
    by, at = unit.provenance.by, unit.provenance.at
    said = {"origin": unit.provenance.origin, "by": by, "at": extended(at) if at else None}
    changes = [(kind, text) for kind, text in said.items() if text and unit.target is not None]
    contexts = [(one.kind, one.text) for one in unit.context]
    groups: list[Element | str] = [
        Element("mda:metaGroup", {"category": category}, [_meta(kind, text) for kind, text in pairs])
        for category, pairs in ((CONTEXT, contexts), (PROVENANCE, changes))
        if pairs
    ]
    found = [*others, *groups]
    return [Element("mda:metadata", {"xmlns:mda": METADATA}, found)] if found else []


def _meta(kind: str, text: str) -> Element:
    return Element("mda:meta", {"type": spelled(kind)}, [spelled(text)])


def _matches(matches: Sequence[Match], segment: str) -> list[Element | str]:
    found: list[Element | str] = [_match(match, segment) for match in matches]
    return [Element("mtc:matches", {"xmlns:mtc": MATCHES}, found)] if found else []


def _match(match: Match, segment: str) -> Element:
    data = OriginalData()
    said = {"ref": f"#{segment}"}
    if match.score is not None:
        said["similarity"] = percent(match.score)
    if match.origin is not None:
        said["origin"] = spelled(match.origin)
    source = match.source or CodedText("", match.target.codes)
    texts = [_text("source", source, data), _text("target", match.target, data)]
    return Element("mtc:match", said, [*data.element(), *texts])


def _changed(kept: Element, unit: ExchangedUnit) -> Element:
    """As it was read, with what is different now in its place. Segments whose words changed become one."""
    old = read_unit(kept, unit.source_locale, unit.locale)
    if old == unit:
        return kept
    data = OriginalData(kept.first("originalData"))
    segments: list[Element | str] = [one for one in kept.elements if one.name in ("segment", "ignorable")]
    if (old.source, old.target, old.state) != (unit.source, unit.target, unit.state):
        texts = texts_of(kept)
        source, target = known_of(texts.source), known_of(texts.source, texts.target)
        first = kept.named("segment")[0]
        segments = [_segment(first.attributes, unit, data, source, target)]
    written = Element("unit", dict(kept.attributes))
    if unit.id != identity_of(kept):
        written.attributes |= _new(unit).attributes
    return Element("unit", written.attributes, [*_around(kept, old, unit), *data.element(), *segments])


def _around(kept: Element, old: ExchangedUnit, unit: ExchangedUnit) -> list[Element | str]:
    """What stands before the original data: other namespaces first, then notes."""
    written: list[Element | str] = []
    matches = old.matches != unit.matches
    metadata = (old.context, old.provenance) != (unit.context, unit.provenance)
    for one in kept.elements:
        if one.name in _KNOWN_FIRST or (matches and one.name == "mtc:matches"):
            continue
        if not (metadata and one.name == "mda:metadata"):
            written.append(one)
    if matches:
        written += _matches(unit.matches, _first_segment(kept))
    if metadata:
        written += _metadata(unit, _other_groups(kept))
    notes = kept.named("notes") if old.notes == unit.notes else _notes(unit)
    return [*written, *notes]


def _first_segment(kept: Element) -> str:
    return kept.named("segment")[0].attributes.get("id", "s1")


def _other_groups(kept: Element) -> list[Element]:
    return [
        group
        for metadata in kept.named("mda:metadata")
        for group in metadata.elements
        if group.attributes.get("category") not in _OWN
    ]
