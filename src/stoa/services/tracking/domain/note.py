"""A note that a learner keeps beside a place in a learning object."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid

LONGEST_NOTE = 4_000
MOST_NOTES = 200


@dataclass(frozen=True, slots=True)
class Note:
    """anchor: id of a paragraph, None for the object as a whole."""

    id: UUID
    registration: UUID
    learner: UUID
    thing: UUID
    anchor: str | None
    text: str
    at: datetime


def checked_text(text: str) -> str:
    """Raises Invalid for an empty or too long one."""
    trimmed = text.strip()
    if not 1 <= len(trimmed) <= LONGEST_NOTE:
        raise Invalid("note.length", field="text", most=LONGEST_NOTE, given=len(trimmed))
    return trimmed


def check_room(there: int) -> None:
    """Raises Conflict when an object has as many notes as it may have."""
    if there >= MOST_NOTES:
        raise Conflict("note.too_many", most=MOST_NOTES)
