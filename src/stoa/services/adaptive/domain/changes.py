"""What a fold changed since it was last brought into safe keeping, as rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec


class State(msgspec.Struct, frozen=True, gc=False):
    """Of a registration. state: all that a fold goes on from. live: as the instructor's page sees it."""

    registration: UUID
    learner: UUID
    run: UUID
    course: UUID
    sequence: int
    state: bytes
    live: bytes


class Tally(msgspec.Struct, frozen=True, gc=False):
    """Counts of one partition. noun: `item`, `film` or `pulse`; about: which one, or the run itself."""

    run: UUID
    noun: str
    about: UUID
    course: UUID
    data: bytes


class Known(msgspec.Struct, frozen=True, gc=False):
    """What the platform said last, about a course, a policy, an item."""

    noun: str
    about: UUID
    data: bytes


NOTHING = "null"
"""The decision to offer nothing, as JSON."""


class Made(msgspec.Struct, frozen=True, gc=False):
    """A decision with all it was chosen from, as JSON."""

    id: UUID
    registration: UUID
    number: int
    sequence: int
    learner: UUID
    run: UUID
    course: UUID
    rule: str
    explored: bool
    decision: str
    candidates: str
    features: str
    at: datetime

    @property
    def offered(self) -> bool:
        return self.decision != NOTHING


class Alert(msgspec.Struct, frozen=True, gc=False):
    """A risk that rose over its bound."""

    registration: UUID
    sequence: int
    learner: UUID
    run: UUID
    course: UUID
    risk: float
    reasons: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Of one tenant in one partition. was: the sequence in safe keeping that they go on from."""

    partition: int
    was: int
    now: int
    states: tuple[State, ...]
    tallies: tuple[Tally, ...]
    known: tuple[Known, ...]
    made: tuple[Made, ...]
    alerts: tuple[Alert, ...]
