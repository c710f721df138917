"""What localization tells: what changed in a source, what was translated, which locale is ready."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from stoa.kernel.event import Event


class Policy(StrEnum):
    """What readers of a locale may get."""

    REVIEWED = "reviewed"
    """Only what a person has reviewed."""
    TRANSLATED = "translated"
    """Also what memory or a machine translated and every check passed."""
    FALLBACK = "fallback"
    """As `translated`; what is missing stands in the source's language, marked as such."""


class UnitState(StrEnum):
    """Of a translation unit. Each includes those before it. Source: XLIFF 2.1, 4.7.2.5, in order."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


class LocaleChosen(Event, frozen=True, kw_only=True):
    """A course is wanted in a locale, or on other terms. share: of the segments needed to publish it.

    change: counts up by one a course and locale with everything that changes in it.
    """

    service = "localization"
    noun = "locale"
    verb = "chosen"

    course: UUID
    locale: str
    policy: Policy
    share: float
    change: int


class Audience(StrEnum):
    """Who gets a locale. RUNS: learners of some course runs, first. NOBODY: who has something keeps it."""

    EVERYONE = "everyone"
    RUNS = "runs"
    NOBODY = "nobody"


class AudienceChosen(Event, frozen=True, kw_only=True):
    """Who gets a locale of a course from now on. change: counts these choices, by course and locale.

    From RUNS to EVERYONE: what these runs have is everyone's. To NOBODY: they have what everyone has.
    """

    service = "localization"
    noun = "audience"
    verb = "chosen"

    course: UUID
    locale: str
    audience: Audience
    runs: list[UUID]
    change: int


class LocaleRemoved(Event, frozen=True, kw_only=True):
    """The locale is no longer translated, and readers no longer get it. change: as in LocaleChosen.

    before: an id that sorts by time among publications; what was told to be ready before is meant. None:
    told by a version of Stoa that left readers what they had.
    """

    service = "localization"
    noun = "locale"
    verb = "removed"

    course: UUID
    locale: str
    change: int
    before: UUID | None = None


class SegmentsChanged(Event, frozen=True, kw_only=True):
    """A revision was cut into segments and differs from the one before. locale: of the source.

    added, changed, removed: segments. objects: those with segments that are to be translated.
    """

    service = "localization"
    noun = "segments"
    verb = "changed"

    course: UUID
    revision: int
    locale: str
    added: int
    changed: int
    removed: int
    objects: list[UUID]


class TranslationRequested(Event, frozen=True, kw_only=True):
    """Some of the objects' segments have no translation of what they say now.

    objects: of the course, a few; the course's own id stands for its title, description and skills.
    """

    service = "localization"
    noun = "translation"
    verb = "requested"

    course: UUID
    objects: list[UUID]
    locale: str


class TranslatedUnit(msgspec.Struct, frozen=True, kw_only=True):
    """origin: context, exact, fuzzy, machine, person or import. version: of the unit."""

    unit: UUID
    state: UnitState
    origin: str
    version: int


class UnitsTranslated(Event, frozen=True, kw_only=True):
    """Units of one object have new targets."""

    service = "localization"
    noun = "units"
    verb = "translated"

    course: UUID
    object: UUID
    locale: str
    units: list[TranslatedUnit]


class PostEditRequested(Event, frozen=True, kw_only=True):
    """A person is needed for these units of one object."""

    service = "localization"
    noun = "post_edit"
    verb = "requested"

    course: UUID
    object: UUID
    locale: str
    units: list[UUID]


class PostEditAccepted(Event, frozen=True, kw_only=True):
    """A person took or wrote a target. seconds: spent on it. distance: from what was proposed, in [0, 1]."""

    service = "localization"
    noun = "post_edit"
    verb = "accepted"

    unit: UUID
    course: UUID
    object: UUID
    locale: str
    state: UnitState
    version: int
    by: UUID
    seconds: int
    distance: float
    at: datetime


class LocaleReady(Event, frozen=True, kw_only=True):
    """A course may be published in a locale. Fields as of content's RevisionPublished.

    revision: of the document in the locale, rising and never given twice; source_revision: content's, that it
    translates. document_key: of the CourseDocument, in the private bucket. publication: an id that sorts by
    time. share: of the segments that are in the locale, the rest is in the source's, marked. runs: whose
    learners it is for alone, empty for everyone's; audience: the count of that choice, as of AudienceChosen.
    """

    service = "localization"
    noun = "locale"
    verb = "ready"

    course: UUID
    revision: int
    locale: str
    title: str
    document_key: str
    document_checksum: str
    publication: UUID
    published_by: UUID | None = None
    source_revision: int
    share: float
    runs: list[UUID] = []
    audience: int = 0


class ProblemReported(Event, frozen=True, kw_only=True):
    """A reader found the translation wrong that they had asked for of a text they were shown.

    kind, thing: which text, as in ShownVoucher. version: counts up by one a problem, together with
    ProblemSettled. Told once until it is settled, however many report it.
    """

    service = "localization"
    noun = "problem"
    verb = "reported"

    problem: UUID
    kind: str
    thing: UUID
    course: UUID
    source_locale: str
    locale: str
    version: int


class ProblemSettled(Event, frozen=True, kw_only=True):
    """A person has looked at it. version: as in ProblemReported.

    righted: readers get that person's words; else nothing was wrong, and nothing has changed.
    """

    service = "localization"
    noun = "problem"
    verb = "settled"

    problem: UUID
    kind: str
    thing: UUID
    course: UUID
    source_locale: str
    locale: str
    version: int
    by: UUID
    righted: bool = True
