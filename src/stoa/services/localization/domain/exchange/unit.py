"""What files of translators say, in our words."""

from dataclasses import dataclass
from datetime import datetime

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.unit import State


@dataclass(frozen=True, slots=True)
class Note:
    """A person's or a program's words about a unit. by: who says it, as the file has it."""

    text: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Where a unit stands. kind: `before`, `after`, `object`, or what the file calls it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a target came from. origin: `context`, `exact`, `fuzzy`, `machine`, `person` or `import`.

    by: an opaque id. at: aware.
    """

    origin: str | None = None
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal beside the target. score: in [0, 1], how alike the sources are; None where nobody says."""

    target: CodedText
    source: CodedText | None = None
    score: float | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class ExchangedUnit:
    """id: None where the file gives none. A target's code of an index stands for the source's of that index;
    codes that only the target has come after.

    kept: the unit as it was read, so that the same format gets back what has no word here. It is told by
    comparison what was changed meanwhile: a unit read and written unchanged is written as it was.
    """

    id: str | None
    source_locale: Locale
    locale: Locale | None
    source: CodedText
    target: CodedText | None = None
    state: State = State.INITIAL
    notes: tuple[Note, ...] = ()
    context: tuple[Context, ...] = ()
    provenance: Provenance = Provenance()
    matches: tuple[Match, ...] = ()
    kept: Element | None = None
