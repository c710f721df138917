"""A publication: the way of one revision, in one locale, to its readers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from stoa.kernel.event import Event


class State(StrEnum):
    """In the order they are passed. FAILED may follow any but PUBLISHED."""

    QUEUED = "queued"
    FETCHING = "fetching"
    RENDERING = "rendering"
    UPLOADING = "uploading"
    PUBLISHED = "published"
    FAILED = "failed"


OVER = frozenset({State.PUBLISHED, State.FAILED})


@dataclass(frozen=True, slots=True)
class Edition:
    """Versions are counted within an edition: a course in one locale."""

    course: UUID
    locale: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was left out of a page. object: title of the object; address: as the editor wrote it."""

    object: str
    address: str


@dataclass(frozen=True, slots=True)
class Publication:
    """done, total: of the present state, in its own unit (bytes, or objects while rendering).

    version, tag: known once rendered. base: the version that it leans on, None for none. code, reasons: of
    the refusal when failed. runs: whose learners it is for alone, empty for everyone's. audience: the count
    of localization's choice of them.
    """

    id: UUID
    edition: Edition
    revision: int
    title: str
    document_key: str
    document_checksum: str
    published_by: UUID | None
    requested_at: datetime
    changed_at: datetime
    state: State = State.QUEUED
    done: int = 0
    total: int = 0
    version: int | None = None
    tag: str | None = None
    base: int | None = None
    code: str | None = None
    reasons: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    runs: tuple[UUID, ...] = ()
    audience: int = 0

    def over(self) -> bool:
        return self.state in OVER


class PublicationRequested(Event, frozen=True, kw_only=True):
    """Delivery's word to itself: render and upload, which may take minutes."""

    service = "delivery"
    noun = "publication"
    verb = "requested"
    private = True

    publication: UUID


@dataclass(slots=True)
class Progress:
    """How far the work is; written by the thread that works and read by the one that tells."""

    state: State = State.QUEUED
    done: int = 0
    total: int = 0

    def enter(self, state: State, total: int) -> None:
        self.state, self.done, self.total = state, 0, total

    def advance(self, by: int = 1) -> None:
        self.done += by
