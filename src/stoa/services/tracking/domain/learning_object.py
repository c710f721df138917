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


class MoveOn(StrEnum):
    """What satisfies an item set: an attempt submitted, or one passed. Source: cmi5, moveOn."""

    COMPLETED = "completed"
    PASSED = "passed"
    COMPLETED_OR_PASSED = "completed_or_passed"
    COMPLETED_AND_PASSED = "completed_and_passed"
    NOT_APPLICABLE = "not_applicable"

    @property
    def needs_pass(self) -> bool:
        return self in (MoveOn.PASSED, MoveOn.COMPLETED_AND_PASSED)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The video pauses at the second and shows the set. required: the video is completed only with it."""

    at_s: float
    title: str
    item_set: UUID
    required: bool = True


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

    pages: path of the html by level. description: of a block. filename: a file is saved under.
    lacking: fields that still say some in the language the course was translated from. machine: a machine
    translated some of it, and no person has looked at that.
    """

    id: UUID
    kind: Kind
    title: str
    description: str = ""
    parent: UUID | None = None
    skills: tuple[str, ...] = ()
    minutes: float = 0
    required: bool = True
    requires: tuple[UUID, ...] = ()
    move_on: MoveOn = MoveOn.COMPLETED
    pages: Mapping[Level, str] = field(default_factory=dict)
    video: Video | None = None
    in_video: UUID | None = None
    items: int = 0
    points: float = 0
    file: str | None = None
    filename: str = ""
    url: str | None = None
    lacking: frozenset[str] = frozenset()
    machine: bool = False

    def page_at(self, wanted: Level) -> tuple[Level, str | None]:
        """The level that there is, nearest to the one wanted, and the path of its page."""
        if wanted in self.pages:
            return wanted, self.pages[wanted]
        return Level.STANDARD, self.pages.get(Level.STANDARD)
