"""Units of XLIFF 1.2."""

from collections.abc import Iterator
from dataclasses import dataclass

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.characters import unspelled
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.inline.reading import InlineReader, Read
from stoa.services.localization.domain.exchange.moments import moment_of
from stoa.services.localization.domain.exchange.refusals import attribute_missing, element_missing
from stoa.services.localization.domain.exchange.scores import score_of
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Match, Note, Provenance
from stoa.services.localization.domain.exchange.xliff12.inline import read_code
from stoa.services.localization.domain.exchange.xliff12.states import origin_of, state_of
from stoa.services.localization.domain.unit import State

PROVENANCE = "provenance:"
"""Begins the name of the context group that says who changed a target, and when; its unit's id follows, since
names of groups are unique in a file."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a `trans-unit` holds, with the reader that knows its codes. target: None also for an empty one."""

    source: Read
    target: Read | None
    reader: InlineReader
    keeps_space: bool


def texts_of(unit: Element) -> Texts:
    """Raises Invalid."""
    source = unit.first("source")
    if source is None:
        raise element_missing(unit, "source")
    keeps = unit.attributes.get("xml:space") == "preserve"
    reader = InlineReader(read_code)
    first = reader.read(source, keeps_space=keeps)
    target = unit.first("target")
    second = reader.read(target, keeps_space=keeps) if target is not None else None
    empty = second is None or (not second.text.text and first.text.text)
    return Texts(first, None if empty else second, reader, keeps)


def read_unit(unit: Element, source_locale: Locale, locale: Locale | None) -> ExchangedUnit:
    """Raises Invalid."""
    if "id" not in unit.attributes:
        raise attribute_missing(unit, "id", "what names the unit in its file")
    texts = texts_of(unit)
    target = unit.first("target") if texts.target else None
    return ExchangedUnit(
        id=unspelled(unit.attributes["id"]),
        source_locale=source_locale,
        locale=locale,
        source=texts.source.text,
        target=texts.target.text if texts.target else None,
        state=_state(unit, target),
        notes=tuple(Note(unspelled(note.text), _known(note, "from")) for note in unit.named("note")),
        context=tuple(_contexts(unit)),
        provenance=_provenance(unit, target),
        matches=tuple(_matches(unit, texts)),
        kept=unit,
    )


def _known(element: Element, attribute: str) -> str | None:
    value = element.attributes.get(attribute)
    return None if value is None else unspelled(value)


def _state(unit: Element, target: Element | None) -> State:
    if target is None:
        return State.INITIAL
    return state_of(target.attributes.get("state"), approved=unit.attributes.get("approved") == "yes")


def _contexts(unit: Element) -> Iterator[Context]:
    for group in unit.named("context-group"):
        if not group.attributes.get("name", "").startswith(PROVENANCE):
            for one in group.named("context"):
                kind = one.attributes.get("context-type", "")
                yield Context(unspelled(kind).removeprefix("x-"), unspelled(one.text))


def _provenance(unit: Element, target: Element | None) -> Provenance:
    if target is None:
        return Provenance()
    said = {
        one.attributes.get("context-type"): unspelled(one.text)
        for group in unit.named("context-group")
        if group.attributes.get("name", "").startswith(PROVENANCE)
        for one in group.named("context")
    }
    origin = origin_of(_known(target, "state-qualifier"))
    return Provenance(origin, said.get("x-by"), moment_of(said.get("x-at")))


def _matches(unit: Element, texts: Texts) -> Iterator[Match]:
    for one in unit.named("alt-trans"):
        target = one.first("target")
        if target is not None:
            yield Match(
                _text(target, texts) or CodedText(""),
                _text(one.first("source"), texts),
                score_of(one.attributes.get("match-quality")),
                _known(one, "origin"),
            )


def _text(element: Element | None, texts: Texts) -> CodedText | None:
    return None if element is None else texts.reader.read(element, keeps_space=texts.keeps_space).text
