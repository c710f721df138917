"""Units of a memory. A `tu` of many languages gives a unit for each but the source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.characters import unspelled
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.inline.reading import InlineReader, Read
from stoa.services.localization.domain.exchange.languages import language_at, matches
from stoa.services.localization.domain.exchange.moments import moment_of
from stoa.services.localization.domain.exchange.refusals import element_missing
from stoa.services.localization.domain.exchange.state_words import STATES
from stoa.services.localization.domain.exchange.tmx.inline import read_code
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Note, Provenance
from stoa.services.localization.domain.unit import State

STATE, ORIGIN, CONTEXT = "x-state", "x-origin", "x-context-"


@dataclass(frozen=True, slots=True)
class Variant:
    """One language of a `tu`: its element and its text."""

    element: Element
    locale: Locale
    read: Read


def read_tu(tu: Element, source_locale: Locale | None) -> list[ExchangedUnit]:
    """source_locale: of the file; None where any language may be the source, then it is the first.

    Raises Invalid.
    """
    source, targets = variants(tu, source_locale)
    return [_unit(tu, source, target) for target in targets] or [_unit(tu, source, None)]


def variants(tu: Element, source_locale: Locale | None) -> tuple[Variant, list[Variant]]:
    """The source's, and the others in the order of the file. Raises Invalid."""
    found = [(tuv, language_at(tuv, "xml:lang", "lang")) for tuv in tu.named("tuv")]
    if not found:
        raise element_missing(tu, "tuv")
    wanted = source_locale or found[0][1]
    source = next((one for one in found if one[1] == wanted), None) or next(
        (one for one in found if matches(one[1], wanted)), None
    )
    if source is None:
        raise element_missing(tu, f'tuv xml:lang="{wanted}"')
    reader = InlineReader(read_code)
    first = _variant(source, reader)
    return first, [_variant(one, reader) for one in found if one[0] is not source[0]]


def _variant(found: tuple[Element, Locale], reader: InlineReader) -> Variant:
    tuv, locale = found
    seg = tuv.first("seg")
    if seg is None:
        raise element_missing(tuv, "seg")
    return Variant(tuv, locale, reader.read(seg))


def _unit(tu: Element, source: Variant, target: Variant | None) -> ExchangedUnit:
    around = (target.element, tu) if target else (tu,)
    return ExchangedUnit(
        id=_known(tu.attributes.get("tuid")),
        source_locale=source.locale,
        locale=target.locale if target else None,
        source=source.read.text,
        target=target.read.text if target else None,
        state=_state(around, translated=target is not None),
        notes=tuple(Note(unspelled(note.text)) for place in reversed(around) for note in place.named("note")),
        context=tuple(_contexts(around)),
        provenance=_provenance(around),
        kept=tu,
    )


def _known(text: str | None) -> str | None:
    return None if text is None else unspelled(text)


def _property(around: Sequence[Element], name: str) -> str | None:
    """The nearest of that type."""
    found = (prop for place in around for prop in place.named("prop"))
    return next((unspelled(prop.text) for prop in found if prop.attributes.get("type") == name), None)


def _attribute(around: Sequence[Element], *names: str) -> str | None:
    found = (place.attributes.get(name) for place in around for name in names)
    return next((unspelled(value) for value in found if value), None)


def _state(around: Sequence[Element], *, translated: bool) -> State:
    """What stands in a memory was translated, unless it says otherwise."""
    said = STATES.get(_property(around, STATE) or "")
    return said if said is not None else State.TRANSLATED if translated else State.INITIAL


def _contexts(around: Sequence[Element]) -> Iterator[Context]:
    for place in reversed(around):
        for prop in place.named("prop"):
            kind = prop.attributes.get("type", "")
            if kind.startswith(CONTEXT):
                yield Context(kind.removeprefix(CONTEXT), unspelled(prop.text))


def _provenance(around: Sequence[Element]) -> Provenance:
    return Provenance(
        _property(around, ORIGIN),
        _attribute(around, "changeid", "creationid"),
        moment_of(_attribute(around, "changedate", "creationdate")),
    )
