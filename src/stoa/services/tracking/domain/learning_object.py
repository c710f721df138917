"""A learning object as the player knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    BLOCK = "block"
    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    ITEMS = "items"
    FILE = "file"
    LINK = "link"


class Level(StrEnum):
    SIMPLER = "simpler"
    STANDARD = "standard"
    DEEPER = "deeper"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The video pauses at the second and shows the item set."""

    at_s: float
    title: str
    item_set: UUID


@dataclass(frozen=True, slots=True)
class Video:
    """Paths under the version's folder. duration_s: None when the packaging could not tell."""

    playlist: str
    poster: str | None
    duration_s: float | None
    captions: Mapping[str, str]
    checkpoints: tuple[Checkpoint, ...]


@dataclass(frozen=True, slots=True)
class LearningObject:
    """requires: objects or blocks to complete before it opens. in_video: a set that only a checkpoint shows.

    pages: path of the html by level.
    """

    id: UUID
    kind: Kind
    title: str
    parent: UUID | None = None
    skills: tuple[str, ...] = ()
    minutes: float = 0
    required: bool = True
    requires: tuple[UUID, ...] = ()
    pages: Mapping[Level, str] = field(default_factory=dict)
    video: Video | None = None
    in_video: UUID | None = None
    items: int = 0
    points: float = 0
    file: str | None = None
    url: str | None = None

    def page_at(self, wanted: Level) -> tuple[Level, str | None]:
        """The level that there is, nearest to the one wanted, and the path of its page."""
        if wanted in self.pages:
            return wanted, self.pages[wanted]
        return Level.STANDARD, self.pages.get(Level.STANDARD)
