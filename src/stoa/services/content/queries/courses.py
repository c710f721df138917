"""Courses in lists, and one course with its outline."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.page import Page
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.content.domain.draft import Draft
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.objects import Media
from stoa.services.content.domain.outline import Entry, Line, in_order
from stoa.services.content.store import courses, history, imports, publications
from stoa.services.content.store import objects as drafts

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """lines: in reading order, without item sets of checkpoints, which `asked` has by their video."""

    course: courses.Course
    lines: list[Line]
    asked: dict[UUID, list[Entry]]
    waiting_changes: int
    publications: list[publications.Publication]

    @property
    def minutes(self) -> float:
        return sum(line.entry.minutes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Described:
    """A course and what its description may name. images: for a cover.

    sets: that may have to be passed, and those that are named to be, while they are there.
    """

    course: courses.Course
    images: list[Media]
    sets: list[Entry]


@dataclass(frozen=True, slots=True)
class Opened:
    """One object being edited. others: of the course, for links and requirements."""

    course: courses.Course
    draft: Draft
    others: list[Line]
    media: list[Media]
    changed_by: UUID | None
    changed_at: datetime | None


async def list_courses(
    db: Database, caller: Caller, words: str = "", after: str | None = None
) -> Page[courses.Listed]:
    async with db.read(caller) as read:
        found = list(await courses.listed(read, words.strip(), _PAGE + 1, _cursor(after)))
    more = len(found) > _PAGE
    last = found[_PAGE - 1] if more else None
    return Page(items=found[:_PAGE], next=_mark(last.changed_at, last.id) if last else None)


def _mark(at: datetime, about: UUID) -> str:
    return urlsafe_b64encode(f"{at.isoformat()}/{about}".encode()).decode()


def _cursor(given: str | None) -> tuple[datetime, UUID] | None:
    if not given:
        return None
    try:
        at, _, about = urlsafe_b64decode(given).decode().partition("/")
        return datetime.fromisoformat(at), UUID(about)
    except ValueError as error:
        raise Invalid("content.cursor.malformed", field="after") from error


async def recent_imports(db: Database, caller: Caller) -> list[Import]:
    async with db.read(caller) as read:
        return list(await imports.listed(read, 10))


async def load_described(db: Database, caller: Caller, course: UUID) -> Described:
    async with db.read(caller) as read:
        row = await courses.load(read, course)
        media = await drafts.media_of(read, course)
        entries = await drafts.entries(read, course)
    images = [medium for medium in media if medium.media_type.startswith("image/")]
    named = row.front.completion.passed
    sets = [line.entry for line in in_order(entries) if line.entry.needs_pass or line.entry.id in named]
    return Described(row, images, sets)


async def load_outline(db: Database, caller: Caller, course: UUID) -> Outline:
    async with db.read(caller) as read:
        row = await courses.load(read, course)
        entries = await drafts.entries(read, course)
        waiting = await history.waiting(read, course)
        asked_for = await publications.listed(read, course, 5)
    asked: dict[UUID, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.position):
        if entry.in_video is not None:
            asked.setdefault(entry.in_video, []).append(entry)
    lines = [line for line in in_order(entries) if line.entry.in_video is None]
    return Outline(row, lines, asked, waiting, list(asked_for))


async def load_object(db: Database, caller: Caller, course: UUID, about: UUID) -> Opened:
    async with db.read(caller) as read:
        row = await courses.load(read, course)
        draft = await drafts.load(read, course, about)
        entries = await drafts.entries(read, course)
        media = await drafts.media_of(read, course)
        by, at = await drafts.changed_by(read, course, about)
    return Opened(row, draft, in_order(entries), media, by, at)


async def load_medium(db: Database, caller: Caller, course: UUID, name: str) -> Media:
    async with db.read(caller) as read:
        return await drafts.medium(read, course, name)
