"""A piece of a course's text that can be cited."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Passage:
    """title: of the object. heading: the nearest above it, or empty. anchor: of its first part."""

    object: UUID
    title: str
    heading: str
    anchor: str
    text: str
