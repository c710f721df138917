"""A course run, as far as grading depends on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Run:
    """starts_at, ends_at: None is open."""

    id: UUID
    course: UUID
    starts_at: datetime | None
    ends_at: datetime | None
    instructors: frozenset[UUID]
