"""A course, or one locale of it, joined to a component of another system of translators."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.event import Event
from stoa.services.localization.domain.sync.modes import Mode

LONGEST_SLUG = 100
LONGEST_SECRET = 500
LEASE = timedelta(minutes=20)
"""For so long a pass may say nothing before another one may begin."""
REST = timedelta(minutes=5)
"""Between two looks without a call."""
SOON = timedelta(seconds=30)
"""Until what they have not taken in yet is brought again."""
WHOLE = timedelta(hours=6)
"""After so long everything is compared, whatever was told."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)


class Phase(StrEnum):
    """STOPPED: their side refuses; a person has to act. PAUSED: a person wants nothing moved."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


class Hook(StrEnum):
    """How we hear of changes there. GIVEN: somebody set it there with a secret of theirs.

    WANTED: we are to set it. SET: we did. REFUSED: the token may not, so we only look from time to time.
    """

    GIVEN = "given"
    WANTED = "wanted"
    SET = "set"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: the address of an API, and names of project and component as its addresses have them."""

    address: str
    project: str
    component: str


@dataclass(frozen=True, slots=True)
class Connection:
    """locale: None is all of the course. token, secret: sealed. hook_address: where they are to call us.

    version: rises with every change a person makes. turn: of the pass that began last. cursor: by their
    clock, when we looked last; None before the first pass. seen: what stood here then. troubles: in a row.
    held_until: as long as a pass is at work. code, data: of the trouble or refusal of the last pass.
    """

    id: UUID
    course: UUID
    locale: str | None
    place: Place
    mode: Mode
    phase: Phase
    hook: Hook
    hook_address: str
    token: bytes
    secret: bytes
    by: UUID
    since: datetime
    version: int = 1
    turn: int = 0
    wanted_at: datetime | None = None
    next_at: datetime | None = None
    held_until: datetime | None = None
    held_by: str | None = None
    troubles: int = 0
    cursor: datetime | None = None
    whole_at: datetime | None = None
    seen: dict[str, Any] = field(default_factory=dict)
    code: str | None = None
    data: dict[str, Any] = field(default_factory=dict)

    def covers(self, locale: str) -> bool:
        return self.locale is None or self.locale == locale

    def is_held(self, now: datetime, by: str) -> bool:
        """Whether another pass is at work. One that is called again after a death is the same."""
        return self.held_until is not None and self.held_until > now and self.held_by != by

    def rests(self, now: datetime) -> bool:
        """Whether it is not asked yet, after trouble."""
        return self.troubles > 0 and self.next_at is not None and self.next_at > now


class Ended(StrEnum):
    """How a pass ended. BROKEN_OFF: whoever did it died; the next one goes on."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True, slots=True)
class Counts:
    """Units. left: told nothing of, by the mode or because they are not finished there."""

    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    refused: int = 0
    withdrawn: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Pass:
    number: int
    began_at: datetime
    ended_at: datetime | None
    ended: Ended
    code: str | None
    data: dict[str, Any]
    counts: Counts


def checked_place(place: Place) -> Place:
    """Raises Invalid for names that would lead elsewhere within an address."""
    for name in ("project", "component"):
        slug = getattr(place, name)
        if not 0 < len(slug) <= LONGEST_SLUG or not all(sign.isalnum() or sign in "-_" for sign in slug):
            raise Invalid("sync.slug", field=name, most=LONGEST_SLUG)
    return place


def check_seen(connection: Connection, seen: int) -> None:
    """Raises Conflict when somebody changed it meanwhile."""
    if connection.version != seen:
        raise Conflict("sync.changed", field="version", version=connection.version)


def wait_after(troubles: int, told_s: float | None = None) -> timedelta:
    """troubles: in a row, this one too. told_s: what they asked for, which holds within bounds."""
    if told_s is not None:
        return min(max(timedelta(seconds=told_s), timedelta(seconds=1)), _LONGEST_WAIT)
    doubled: timedelta = _FIRST_WAIT * 2 ** min(troubles - 1, 16)
    return min(doubled, _LONGEST_WAIT)


class PassRequested(Event, frozen=True, kw_only=True):
    """A connection waits to be brought in step. Localization's word to itself."""

    service = "localization"
    noun = "pass"
    verb = "requested"
    private = True

    connection: UUID
