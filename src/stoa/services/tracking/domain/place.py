"""The exact place in a learning object, and which of two reports of it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

OLDEST = timedelta(days=30)
LONGEST_SESSION = timedelta(hours=24)
LONGEST_ANCHOR = 80

SLACK_S = 30
"""Active time of a learning session may be this much ahead of the clock, not more."""


@dataclass(frozen=True, slots=True)
class Place:
    """anchor: id of a paragraph in the object's page. second: of a video. at: when the learner was there."""

    at: datetime
    anchor: str | None = None
    second: float | None = None


@dataclass(frozen=True, slots=True)
class LearningSession:
    """As a browser gives it: id, began_at by its clock, active_s in all since then."""

    id: UUID
    began_at: datetime
    active_s: int

    def plausible_start(self, now: datetime) -> datetime:
        """The beginning, held inside what can be."""
        return min(max(self.began_at, now - LONGEST_SESSION), now)


def plausible(at: datetime, now: datetime) -> datetime:
    """The time a browser gives, held inside what can be: not later than now, not older than OLDEST."""
    return min(max(at, now - OLDEST), now)


def later(held: Place | None, told: Place) -> Place:
    """The last one by the learner's time, with what it leaves unsaid. One that comes late or twice is old."""
    if held is None:
        return told
    if told.at <= held.at:
        return held
    second = held.second if told.second is None else told.second
    return Place(told.at, told.anchor or held.anchor, second)
