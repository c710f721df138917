"""How people get on in their courses, for who follows them: managers of their groups, and guardians."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.kernel.share import whole_percent
from stoa.services.tracking.domain.run import Phase, Run

PAGE_SIZE = 50
FOLLOWERS = ("manager", "guardian")
"""Roles that follow people."""


@dataclass(frozen=True, slots=True)
class Follower:
    """manages: follows the members of groups; guards: follows wards."""

    person: UUID
    manages: bool
    guards: bool


class Stand(StrEnum):
    """How a course stands for somebody. COMPLETED: there is nothing to pass, or it is not passed.

    ENDED: the run is over and the course is not completed.
    """

    COMING = "coming"
    GOING_ON = "going_on"
    ENDED = "ended"
    COMPLETED = "completed"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class FollowedPerson:
    """going_on, completed: how many courses. due_at: when the next of those that go on ends."""

    person: UUID
    going_on: int
    completed: int
    due_at: datetime | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowedCourse:
    """A registration of somebody followed. share: completed part, in [0, 1]. passed: as of a Registration.

    course_title: in the language nearest to the reader's; empty when nobody gets the course any more.
    """

    registration: UUID
    run: Run
    course_title: str
    share: float
    last_seen_at: datetime | None
    completed_at: datetime | None
    passed: bool | None

    @property
    def percent(self) -> int:
        return whole_percent(self.share)

    def stand(self, now: datetime) -> Stand:
        if self.completed_at is not None:
            return Stand.PASSED if self.passed else Stand.COMPLETED
        phases = {Phase.NOT_OPEN_YET: Stand.COMING, Phase.OPEN: Stand.GOING_ON, Phase.ENDED: Stand.ENDED}
        return phases[self.run.schedule.phase(now)]
