"""Units of XLIFF 2.1. What a program has cut into segments is one unit here, as it is to whoever sent it."""

from collections.abc import Iterator
from dataclasses import dataclass

from stoa.kernel.checksum import checksum
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.characters import unspelled
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.inline.reading import InlineReader, Read
from stoa.services.localization.domain.exchange.moments import moment_of
from stoa.services.localization.domain.exchange.refusals import (
    attribute_missing,
    attribute_wrong,
    element_missing,
)
from stoa.services.localization.domain.exchange.scores import score_of
from stoa.services.localization.domain.exchange.state_words import STATES, WORDS
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Match, Note, Provenance
from stoa.services.localization.domain.exchange.xliff21.data import OriginalData
from stoa.services.localization.domain.exchange.xliff21.inline import Codes
from stoa.services.localization.domain.unit import State

CONTEXT, PROVENANCE = "context", "provenance"
"""Categories of groups of metadata."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Of a unit, all its segments as one. target: None unless every segment that has words has one."""

    source: Read
    target: Read | None
    reader: InlineReader
    keeps_space: bool


def texts_of(unit: Element) -> Texts:
    """Raises Invalid."""
    parts = parts_of(unit)
    keeps = unit.attributes.get("xml:space") == "preserve"
    keeps = keeps or any(_keeps(one) for part in parts for one in part.elements)
    reader = InlineReader(Codes(OriginalData(unit.first("originalData"))))
    sources = [_needed(part, "source") for part in parts]
    source = reader.read(_joined(sources), keeps_space=keeps)
    targets = _targets(parts)
    target = reader.read(_joined(targets), keeps_space=keeps) if targets else None
    return Texts(source, target, reader, keeps)


def parts_of(unit: Element) -> list[Element]:
    """Segments, and what stands between them. Raises Invalid."""
    parts = [one for one in unit.elements if one.name in ("segment", "ignorable")]
    if not any(one.name == "segment" for one in parts):
        raise element_missing(unit, "segment")
    return parts


def _keeps(element: Element) -> bool:
    return element.attributes.get("xml:space") == "preserve"


def _needed(part: Element, name: str) -> Element:
    found = part.first(name)
    if found is None:
        raise element_missing(part, name)
    return found


def _targets(parts: list[Element]) -> list[Element]:
    """In the order that they say, what stands between in its source where it has no target."""
    found: list[tuple[int, Element]] = []
    for at, part in enumerate(parts, 1):
        target = part.first("target")
        if target is None and part.name == "segment":
            return []
        one = target if target is not None else _needed(part, "source")
        order = one.attributes.get("order", str(at))
        if not order.isdecimal():
            raise attribute_wrong(one, "order", "1, 2, 3")
        found.append((int(order), one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _joined(elements: list[Element]) -> Element:
    if len(elements) == 1:
        return elements[0]
    return Element("joined", {}, [child for one in elements for child in one.children])


def identity_of(unit: Element) -> str:
    """An id that XLIFF 2 does not allow stands as the name, beside its checksum. Raises Invalid."""
    attributes = unit.attributes
    if "id" not in attributes:
        raise attribute_missing(unit, "id", "what names the unit in its file")
    name = unspelled(attributes.get("name", ""))
    return name if attributes["id"] == stand_in(name) else attributes["id"]


def stand_in(id_: str) -> str:
    """For an id that is no NMTOKEN."""
    return f"u-{checksum(id_.encode('utf-8', 'surrogatepass'))[:32]}"


def read_unit(unit: Element, source_locale: Locale, locale: Locale | None) -> ExchangedUnit:
    """Raises Invalid."""
    texts = texts_of(unit)
    said = _metadata(unit)
    return ExchangedUnit(
        id=identity_of(unit),
        source_locale=source_locale,
        locale=locale,
        source=texts.source.text,
        target=texts.target.text if texts.target else None,
        state=_state(unit) if texts.target else State.INITIAL,
        notes=tuple(_notes(unit)),
        context=tuple(Context(kind, text) for category, kind, text in said if category == CONTEXT),
        provenance=_provenance(said) if texts.target else Provenance(),
        matches=tuple(_matches(unit, texts)),
        kept=unit,
    )


def _state(unit: Element) -> State:
    """The least of its segments'. One that says nothing is initial, by the standard."""
    states = []
    for segment in unit.named("segment"):
        said = segment.attributes.get("state", WORDS[State.INITIAL])
        if said not in STATES:
            raise attribute_wrong(segment, "state", ", ".join(STATES))
        states.append(STATES[said])
    return min(states)


def _notes(unit: Element) -> Iterator[Note]:
    for notes in unit.named("notes"):
        for note in notes.named("note"):
            by = note.attributes.get("category")
            yield Note(unspelled(note.text), None if by is None else unspelled(by))


def _metadata(unit: Element) -> list[tuple[str, str, str]]:
    """Category, type and text of what is in groups of ours."""
    return [
        (group.attributes["category"], unspelled(meta.attributes.get("type", "")), unspelled(meta.text))
        for metadata in unit.named("mda:metadata")
        for group in metadata.named("mda:metaGroup")
        if group.attributes.get("category") in (CONTEXT, PROVENANCE)
        for meta in group.named("mda:meta")
    ]


def _provenance(said: list[tuple[str, str, str]]) -> Provenance:
    found = {kind: text for category, kind, text in said if category == PROVENANCE}
    return Provenance(found.get("origin"), found.get("by"), moment_of(found.get("at")))


def _matches(unit: Element, texts: Texts) -> Iterator[Match]:
    """Their codes are those of the unit where mark-up is the same."""
    for matches in unit.named("mtc:matches"):
        for match in matches.named("mtc:match"):
            yield _match(match, texts)


def _match(match: Element, texts: Texts) -> Match:
    reader = texts.reader.beside(Codes(OriginalData(match.first("originalData"))))
    source = reader.read(_needed(match, "source"), keeps_space=texts.keeps_space)
    target = reader.read(_needed(match, "target"), keeps_space=texts.keeps_space)
    origin = match.attributes.get("origin")
    return Match(
        target.text,
        source.text,
        score_of(f"{match.attributes.get('similarity', '')}%"),
        None if origin is None else unspelled(origin),
    )
