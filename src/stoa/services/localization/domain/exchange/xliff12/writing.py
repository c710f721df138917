"""Units as `trans-unit`."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.characters import spelled
from stoa.services.localization.domain.exchange.element import Element, Xml, element_xml
from stoa.services.localization.domain.exchange.inline.known import NONE_KNOWN, Known, known_of
from stoa.services.localization.domain.exchange.inline.writing import inline_xml
from stoa.services.localization.domain.exchange.moments import extended
from stoa.services.localization.domain.exchange.scores import percent
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Match
from stoa.services.localization.domain.exchange.xliff12.inline import SPELLING
from stoa.services.localization.domain.exchange.xliff12.reading import PROVENANCE, read_unit, texts_of
from stoa.services.localization.domain.exchange.xliff12.states import READ, WRITTEN, qualifier_of
from stoa.services.localization.domain.unit import State

_NAMED = frozenset(
    [
        "database",
        "element",
        "elementtitle",
        "linenumber",
        "numparams",
        "paramnotes",
        "record",
        "recordtitle",
        "sourcefile",
    ]
)
"""Types of context that XLIFF 1.2 itself names; all others begin with `x-`."""


def units_xml(units: Sequence[ExchangedUnit]) -> str:
    (unit,) = units
    kept = unit.kept
    return element_xml(_new(unit) if kept is None or kept.name != "trans-unit" else _changed(kept, unit))


def _new(unit: ExchangedUnit) -> Element:
    written = Element("trans-unit", {"id": spelled(unit.id or ""), "xml:space": "preserve"})
    _approve(written, unit)
    written.children += [_text("source", unit.source), *_target(unit, None, NONE_KNOWN)]
    written.children += [*_contexts(unit), *_changes(unit), *_notes(unit), *map(_match, unit.matches)]
    return written


def _approve(written: Element, unit: ExchangedUnit) -> None:
    approved = unit.target is not None and unit.state >= State.REVIEWED
    if approved:
        written.attributes["approved"] = "yes"
    elif "approved" in written.attributes:
        written.attributes["approved"] = "no"


def _text(name: str, text: CodedText, known: Known = NONE_KNOWN) -> Element:
    return Element(name, {}, [Xml(inline_xml(text, SPELLING, known))])


def _target(unit: ExchangedUnit, kept: Element | None, known: Known) -> list[Element | str]:
    if unit.target is None:
        return []
    target = _text("target", unit.target, known)
    said = dict(kept.attributes) if kept else {}
    if READ.get(said.get("state", "")) is not unit.state:
        said["state"] = WRITTEN[unit.state]
    if qualifier := qualifier_of(unit.provenance.origin):
        said["state-qualifier"] = spelled(qualifier)
    else:
        said.pop("state-qualifier", None)
    target.attributes = said
    return [target]


def _contexts(unit: ExchangedUnit) -> list[Element | str]:
    return [Element("context-group", {}, [_context(one) for one in unit.context])] if unit.context else []


def _context(context: Context) -> Element:
    kind = context.kind if context.kind in _NAMED else f"x-{context.kind}"
    return Element("context", {"context-type": spelled(kind)}, [spelled(context.text)])


def _changes(unit: ExchangedUnit) -> list[Element | str]:
    by, at = unit.provenance.by, unit.provenance.at
    said = [Context("by", by or ""), Context("at", extended(at) if at else "")]
    found: list[Element | str] = [_context(one) for one in said if one.text]
    if not found or unit.target is None:
        return []
    name = PROVENANCE + spelled(unit.id or "")
    return [Element("context-group", {"name": name, "purpose": "information"}, found)]


def _notes(unit: ExchangedUnit) -> list[Element | str]:
    return [
        Element("note", {} if note.by is None else {"from": spelled(note.by)}, [spelled(note.text)])
        for note in unit.notes
    ]


def _match(match: Match) -> Element:
    written = Element("alt-trans")
    if match.score is not None:
        written.attributes["match-quality"] = f"{percent(match.score)}%"
    if match.origin is not None:
        written.attributes["origin"] = spelled(match.origin)
    if match.source is not None:
        written.children.append(_text("source", match.source))
    written.children.append(_text("target", match.target))
    return written


def _changed(kept: Element, unit: ExchangedUnit) -> Element:
    """As it was read, with what is different now in its place."""
    old = read_unit(kept, unit.source_locale, unit.locale)
    if old == unit:
        return kept
    texts = texts_of(kept)
    source_known, target_known = known_of(texts.source), known_of(texts.source, texts.target)
    written = Element("trans-unit", {**kept.attributes, "id": spelled(unit.id or "")})
    _approve(written, unit)
    source, target = kept.first("source"), kept.first("target")
    written.children += [
        source if source and old.source == unit.source else _text("source", unit.source, source_known),
        *kept.named("seg-source"),
        *([target] if target and _same_target(old, unit) else _target(unit, target, target_known)),
    ]
    written.children += _around(kept, old, unit)
    return written


def _same_target(old: ExchangedUnit, unit: ExchangedUnit) -> bool:
    return (old.target, old.state, old.provenance.origin) == (
        unit.target,
        unit.state,
        unit.provenance.origin,
    )


def _around(kept: Element, old: ExchangedUnit, unit: ExchangedUnit) -> list[Element | str]:
    """What stands behind the target; elements of other namespaces come last, as the schema has it."""
    new: list[Element | str] = []
    replaced = {"source", "seg-source", "target"}
    if (old.context, old.provenance) != (unit.context, unit.provenance):
        replaced.add("context-group")
        new += [*_contexts(unit), *_changes(unit)]
    if old.notes != unit.notes:
        replaced.add("note")
        new += _notes(unit)
    if old.matches != unit.matches:
        replaced.add("alt-trans")
        new += map(_match, unit.matches)
    stayed = [one for one in kept.elements if one.name not in replaced]
    return [
        *(one for one in stayed if ":" not in one.name),
        *new,
        *(one for one in stayed if ":" in one.name),
    ]
