"""The learners of a run as the staff sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stoa.kernel.share import whole_percent
from stoa.services.tracking.domain.run import Run

PAGE_SIZE = 50
QUIET_FOR = timedelta(days=7)
"""Not seen for so long and not finished: worth a look."""


class Shown(StrEnum):
    """A filter of the roster. ENDED: those whose enrolment is over; in every other one they are left out."""

    ALL = "all"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    QUIET = "quiet"
    ENDED = "ended"


class Order(StrEnum):
    SEEN = "seen"
    SHARE = "share"
    ENROLLED = "enrolled"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class View:
    """What of a roster is looked at. words: of a name, empty for everybody. page: from 1."""

    shown: Shown = Shown.ALL
    order: Order = Order.SEEN
    words: str = ""
    page: int = 1

    @property
    def asks_names(self) -> bool:
        return bool(self.words) or self.order is Order.NAME


@dataclass(frozen=True, slots=True)
class Line:
    """A learner. share: completed part, in [0, 1]. at_object: the last place. active_s: of all sessions.

    left: by themself. scaled, passed: as of a Registration.
    """

    learner: UUID
    registration: UUID
    active: bool
    left: bool
    way: str
    enrolled_at: datetime
    share: float
    completed: int
    at_object: UUID | None
    last_seen_at: datetime | None
    completed_at: datetime | None
    active_s: int
    scaled: float | None = None
    passed: bool | None = None

    @property
    def percent(self) -> int:
        return whole_percent(self.share)


@dataclass(frozen=True, slots=True)
class Counts:
    """Learners of a run by state; `enrolled` is all of them but those who ended."""

    enrolled: int = 0
    not_started: int = 0
    in_progress: int = 0
    completed: int = 0
    quiet: int = 0
    ended: int = 0

    def of(self, shown: Shown) -> int:
        return self.enrolled if shown is Shown.ALL else int(getattr(self, shown.value))


@dataclass(frozen=True, slots=True)
class TaughtRun:
    """A run in the list of who teaches it. course_title: in the language nearest to theirs.

    unread: conversations with what they have not read.
    """

    run: Run
    course_title: str
    counts: Counts
    unread: int = 0
