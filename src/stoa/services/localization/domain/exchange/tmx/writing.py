"""Units as `tu`. TMX has no place for who wrote a note, nor for matches beside the target."""

from collections.abc import Iterable, Sequence

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.characters import spelled
from stoa.services.localization.domain.exchange.element import Element, Xml, element_xml
from stoa.services.localization.domain.exchange.inline.known import NONE_KNOWN, Known, known_of
from stoa.services.localization.domain.exchange.inline.writing import inline_xml
from stoa.services.localization.domain.exchange.moments import compact
from stoa.services.localization.domain.exchange.state_words import WORDS
from stoa.services.localization.domain.exchange.tmx.inline import SPELLING
from stoa.services.localization.domain.exchange.tmx.reading import (
    CONTEXT,
    ORIGIN,
    STATE,
    Variant,
    read_tu,
    variants,
)
from stoa.services.localization.domain.exchange.unit import ExchangedUnit


def units_xml(units: Sequence[ExchangedUnit]) -> str:
    """units: several only if they were read from the same `tu`."""
    kept = units[0].kept
    return element_xml(_new(units[0]) if kept is None or kept.name != "tu" else _changed(kept, units))


def _new(unit: ExchangedUnit) -> Element:
    tu = Element("tu")
    if unit.id is not None:
        tu.attributes["tuid"] = spelled(unit.id)
    tu.children += _notes(unit)
    tu.children += _contexts(unit)
    tu.children.append(Element("tuv", {"xml:lang": unit.source_locale}, [_seg(unit.source)]))
    if unit.target is not None:
        tu.children.append(_tuv(unit, _seg(unit.target)))
    return tu


def _tuv(unit: ExchangedUnit, seg: Element) -> Element:
    tuv = Element("tuv", {"xml:lang": unit.locale or "und", **_changes(unit)})
    tuv.children += _properties(unit)
    tuv.children.append(seg)
    return tuv


def _changes(unit: ExchangedUnit) -> dict[str, str]:
    by, at = unit.provenance.by, unit.provenance.at
    said = {"changeid": spelled(by) if by else "", "changedate": compact(at) if at else ""}
    return {name: value for name, value in said.items() if value}


def _properties(unit: ExchangedUnit) -> list[Element | str]:
    origin = unit.provenance.origin
    said = {STATE: WORDS[unit.state], ORIGIN: origin}
    return [_prop(name, value) for name, value in said.items() if value]


def _prop(name: str, value: str) -> Element:
    return Element("prop", {"type": spelled(name)}, [spelled(value)])


def _notes(unit: ExchangedUnit) -> list[Element | str]:
    return [Element("note", {}, [spelled(note.text)]) for note in unit.notes]


def _contexts(unit: ExchangedUnit) -> list[Element | str]:
    return [_prop(CONTEXT + one.kind, one.text) for one in unit.context]


def _seg(text: CodedText, known: Known = NONE_KNOWN) -> Element:
    return Element("seg", {}, [Xml(inline_xml(text, SPELLING, known))])


def _changed(tu: Element, units: Sequence[ExchangedUnit]) -> Element:
    """As it was read, with what is different now in its place."""
    before = {unit.locale: unit for unit in read_tu(tu, units[0].source_locale)}
    now = {unit.locale: unit for unit in units}
    if all(before.get(locale) == unit for locale, unit in now.items()) and len(before) == len(now):
        return tu
    source, targets = variants(tu, units[0].source_locale)
    first, old = units[0], before.get(units[0].locale)
    written = Element("tu", dict(tu.attributes))
    if first.id is not None:
        written.attributes["tuid"] = spelled(first.id)
    written.children += _head(tu, first, old)
    written.children.append(_source(source, first))
    for target in targets:
        if (unit := now.pop(target.locale, None)) is not None:
            written.children.append(_target(unit, before[target.locale], source, target))
    written.children += [_tuv(unit, _seg(unit.target)) for unit in now.values() if unit.target is not None]
    return written


def _head(tu: Element, unit: ExchangedUnit, old: ExchangedUnit | None) -> Iterable[Element | str]:
    """Notes, properties and what else stands before the languages."""
    notes = old is None or old.notes != unit.notes
    contexts = old is None or old.context != unit.context
    kept = [one for one in tu.elements if one.name != "tuv" and not _replaced(one, notes, contexts)]
    return [*(_notes(unit) if notes else []), *(_contexts(unit) if contexts else []), *kept]


def _replaced(element: Element, notes: bool, contexts: bool) -> bool:
    context = element.name == "prop" and element.attributes.get("type", "").startswith(CONTEXT)
    return (notes and element.name == "note") or (contexts and context)


def _source(source: Variant, unit: ExchangedUnit) -> Element:
    if source.read.text == unit.source:
        return source.element
    known = known_of(source.read)
    return _with_seg(source.element, _seg(unit.source, known))


def _target(unit: ExchangedUnit, old: ExchangedUnit, source: Variant, target: Variant) -> Element:
    tuv = target.element
    if unit.target is not None and unit.target != old.target:
        known = known_of(source.read, target.read)
        tuv = _with_seg(tuv, _seg(unit.target, known))
    notes, contexts = old.notes != unit.notes, old.context != unit.context
    children: list[Element | str] = [one for one in tuv.elements if not _replaced(one, notes, contexts)]
    attributes = dict(tuv.attributes)
    if (old.state, old.provenance) != (unit.state, unit.provenance):
        attributes |= _changes(unit)
        owned = {STATE, ORIGIN}
        children = [one for one in children if _type(one) not in owned]
        children = [*_properties(unit), *children]
    return Element("tuv", attributes, children)


def _type(child: Element | str) -> str | None:
    return None if isinstance(child, str) or child.name != "prop" else child.attributes.get("type")


def _with_seg(tuv: Element, seg: Element) -> Element:
    children: list[Element | str] = [seg if one.name == "seg" else one for one in tuv.elements]
    return Element("tuv", dict(tuv.attributes), children)
