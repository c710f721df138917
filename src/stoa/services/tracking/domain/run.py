"""Course runs: when a course is offered, and to whom."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from stoa.kernel.clock import check_year
from stoa.kernel.errors import Invalid

LARGEST_RUN = 1_000_000

TEACHING_STAFF = ("instructor", "editor", "administrator")
"""Roles that may schedule runs; who does teaches it, and sees only the runs that they teach."""


class Phase(StrEnum):
    NOT_OPEN_YET = "not_open_yet"
    OPEN = "open"
    ENDED = "ended"


class Admission(StrEnum):
    """Who may come in without being added by the staff."""

    EVERYONE = "everyone"
    INVITED = "invited"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What may be changed of a run. Without start and end it is always open: for learning at one's own pace.

    starts_at, ends_at, enrol_until: aware; shown in time_zone (IANA). places: None is unlimited.
    """

    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    enrol_until: datetime | None = None
    time_zone: str = "UTC"
    admission: Admission = Admission.EVERYONE
    places: int | None = None

    def checked(self) -> "Schedule":
        """Raises Invalid when the dates or places cannot be."""
        _zone(self.time_zone)
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise Invalid("run.ends_before_start", field="ends_at")
        if self.enrol_until and self.ends_at and self.enrol_until > self.ends_at:
            raise Invalid("run.enrolment_after_end", field="enrol_until")
        if self.places is not None and not 1 <= self.places <= LARGEST_RUN:
            raise Invalid("run.places_out_of_range", field="places", least=1, most=LARGEST_RUN)
        return self

    def closed(self, now: datetime) -> "Schedule":
        """Ended now, also where it has not opened yet."""
        opened = self.starts_at if self.starts_at and self.starts_at < now else None
        until = min(self.enrol_until, now) if self.enrol_until else None
        return replace(self, starts_at=opened, ends_at=now, enrol_until=until)

    def phase(self, now: datetime) -> Phase:
        if self.ends_at is not None and now >= self.ends_at:
            return Phase.ENDED
        if self.starts_at is not None and now < self.starts_at:
            return Phase.NOT_OPEN_YET
        return Phase.OPEN


@dataclass(frozen=True, slots=True)
class Run:
    """A dated offering of a course. change: counts up by one with every new schedule."""

    id: UUID
    course: UUID
    schedule: Schedule
    instructors: frozenset[UUID]
    change: int

    def is_taught_by(self, person: UUID) -> bool:
        return person in self.instructors


def instant(local: str, time_zone: str, field: str) -> datetime | None:
    """The moment that a date and time without zone, as a form gives it, means there; None for an empty one.

    A time that clocks skip or show twice means the earlier offset. Raises Invalid.
    """
    if not local:
        return None
    zone = _zone(time_zone)
    try:
        told = datetime.fromisoformat(local)
    except ValueError as error:
        raise Invalid("run.date_malformed", field=field, given=local, example="2026-09-01T09:00") from error
    check_year(told, field)
    return told if told.tzinfo is not None else told.replace(tzinfo=zone)


def local_text(moment: datetime | None, time_zone: str) -> str:
    """The opposite of `instant`: as a form field shows it."""
    return "" if moment is None else moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%dT%H:%M")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(
            "run.time_zone_unknown", field="time_zone", given=name, example="Europe/Madrid"
        ) from error
