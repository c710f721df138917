"""Courses as the catalogue knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.services.tracking.domain.language import Chosen, choose

PAGE_SIZE = 24
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class ActiveVersion:
    """What readers of a course get in a locale. key, checksum: of the manifest."""

    locale: str
    version: int
    key: str
    checksum: str
    title: str


def pick(versions: Sequence[ActiveVersion], wanted: Sequence[str]) -> tuple[ActiveVersion, Chosen]:
    """The version to show. versions: not empty, the source locale first."""
    chosen = choose([version.locale for version in versions], wanted)
    return next(version for version in versions if version.locale == chosen.locale), chosen


@dataclass(frozen=True, slots=True)
class Pilot:
    """What learners of the runs have in a locale before everyone has it."""

    version: ActiveVersion
    runs: frozenset[UUID]


def with_pilots(
    versions: Sequence[ActiveVersion], pilots: Sequence[ActiveVersion]
) -> tuple[ActiveVersion, ...]:
    """What a run has first, in the place of what everyone has in that locale, or behind all of it."""
    first = {pilot.locale: pilot for pilot in pilots}
    general = [first.pop(version.locale, version) for version in versions]
    return (*general, *first.values())


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """versions: the source locale first; empty when there is no such course. required: prerequisites."""

    versions: tuple[ActiveVersion, ...]
    archived: bool
    required: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """All that learners of a course have. versions: everyone's, the source locale first."""

    versions: tuple[ActiveVersion, ...]
    pilots: tuple[Pilot, ...]

    @property
    def every(self) -> tuple[ActiveVersion, ...]:
        return (*self.versions, *(pilot.version for pilot in self.pilots))

    def to_run(self, run: UUID) -> tuple[ActiveVersion, ...]:
        return with_pilots(self.versions, [pilot.version for pilot in self.pilots if run in pilot.runs])


class Starts(StrEnum):
    """A filter of the catalogue."""

    ANY = "any"
    NOW = "now"
    LATER = "later"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. page: from 1. staff: also courses that have no run yet."""

    text: str = ""
    language: str = ""
    starts: Starts = Starts.ANY
    page: int = 1
    staff: bool = False


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in a list. open_now: a run can be entered. next_start: of one to come.

    missing: titles of courses that must be completed first and are not.
    """

    course: UUID
    locale: str
    title: str
    description: str
    minutes: int
    steps: int
    open_now: bool
    next_start: datetime | None
    registration: UUID | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """total: of all pages."""

    cards: tuple[CourseCard, ...]
    total: int

    @property
    def pages(self) -> int:
        return max(1, min(MOST_PAGES, -(-self.total // PAGE_SIZE)))
