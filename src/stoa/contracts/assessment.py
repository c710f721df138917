"""What assessment publishes about attempts and responses."""

from datetime import datetime
from uuid import UUID

from stoa.kernel.event import Event


class AttemptStarted(Event, frozen=True, kw_only=True):
    service = "assessment"
    noun = "attempt"
    verb = "started"

    attempt: UUID
    registration: UUID
    course: UUID
    item_set: UUID
    learner: UUID
    number: int


class ResponseScored(Event, frozen=True, kw_only=True):
    """scaled: share of the points, in [0, 1]. think_time_s: from shown to given, as the page says."""

    service = "assessment"
    noun = "response"
    verb = "scored"
    learner_field = "learner"

    response: UUID
    attempt: UUID
    registration: UUID
    course: UUID
    item_set: UUID
    item: UUID
    learner: UUID
    skills: list[str]
    raw: float
    maximum: float
    scaled: float
    hints_used: int
    tries: int
    think_time_s: float | None
    at: datetime


class AttemptSubmitted(Event, frozen=True, kw_only=True):
    """The attempt is over. scaled: share of the points of the whole set, in [0, 1]."""

    service = "assessment"
    noun = "attempt"
    verb = "submitted"

    attempt: UUID
    registration: UUID
    course: UUID
    item_set: UUID
    learner: UUID
    number: int
    raw: float
    maximum: float
    scaled: float
    passed: bool
    at: datetime


class ScoreOverridden(Event, frozen=True, kw_only=True):
    """An instructor decided what an item set counts for a registration, or took that back.

    scaled: what it counts from now on, in [0, 1]; None when nothing is left to count. stands: False when
    the decision was taken back, so that attempts count again. change: counts up by one a registration and
    item set.
    """

    service = "assessment"
    noun = "score"
    verb = "overridden"

    override: UUID
    registration: UUID
    course: UUID
    item_set: UUID
    learner: UUID
    scaled: float | None
    passed: bool
    change: int
    at: datetime
    stands: bool = True
