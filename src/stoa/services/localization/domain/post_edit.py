"""A unit that waits for a person: who may take it, for how long, and what their work came to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from rapidfuzz.distance import Levenshtein

from stoa.kernel.errors import Conflict

LEASE = timedelta(minutes=30)
"""Whoever claims a unit has it so long, from their last word about it."""
LONGEST_TARGET = 20_000
LONGEST_COMMENT = 2_000


class Kind(StrEnum):
    """EDIT: there is no target that may stand. REVIEW: there is one, and another person looks at it."""

    EDIT = "edit"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PostEdit:
    """priority: higher is sooner. draft: what the holder has so far. not_by: whoever accepted it first.

    They may change what they said, and it waits for somebody else still.
    """

    unit: UUID
    course: UUID
    locale: str
    kind: Kind
    priority: int
    due_at: datetime | None
    wanted_at: datetime
    draft: str | None = None
    holder: UUID | None = None
    held_until: datetime | None = None
    not_by: UUID | None = None
    skipped: int = 0

    def is_held(self, now: datetime) -> bool:
        return self.holder is not None and self.held_until is not None and self.held_until > now


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person says to others about a unit."""

    id: UUID
    unit: UUID
    by: UUID
    text: str
    at: datetime


def check_holder(waiting: PostEdit, person: UUID, now: datetime) -> None:
    """Raises Conflict unless the person has claimed it and the lease is not over."""
    if waiting.holder != person or not waiting.is_held(now):
        raise Conflict("post_edit.not_yours", field="unit", held=waiting.is_held(now))


def check_free(waiting: PostEdit, person: UUID, now: datetime) -> None:
    """Raises Conflict while somebody else has it."""
    if waiting.is_held(now) and waiting.holder != person:
        raise Conflict("post_edit.taken", field="unit")


def distance(before: str, after: str) -> float:
    """Edits by sign from one text to the other, of the longer one's length, in [0, 1]."""
    return Levenshtein.normalized_distance(before, after)
