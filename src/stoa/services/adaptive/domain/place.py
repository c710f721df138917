"""Where somebody learns, and who teaches there."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Enrolment:
    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    active: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    id: UUID
    course: UUID
    instructors: frozenset[UUID]
