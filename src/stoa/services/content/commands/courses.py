"""Making courses, saying what they are, and ending them."""

from uuid import UUID

import msgspec
from msgspec.structs import replace

from stoa.contracts.content import CourseArchived, CourseRestored
from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.ids import new_id
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.commands.changes import note_change
from stoa.services.content.commands.revisions import documents_of
from stoa.services.content.domain.completion import check_completion
from stoa.services.content.domain.draft import title_of
from stoa.services.content.domain.html import clean
from stoa.services.content.domain.objects import Completion, Front, Skill
from stoa.services.content.store import courses
from stoa.services.content.store import objects as drafts

_LONGEST_DESCRIPTION = 10_000
_MOST_SKILLS = 500


class Made(msgspec.Struct, frozen=True, kw_only=True):
    course: UUID


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor may say of a course. skills: of each its id, empty for a new one, and its title.

    completion: None leaves it as it was.
    """

    title: str
    locale: str
    description: str = ""
    licence: str = ""
    authors: list[str] = []
    skills: list[tuple[str, str]] = []
    cover: str | None = None
    cover_alt: str = ""
    completion: Completion | None = None


async def make_course(db: Database, caller: Caller, title: str, locale: str) -> Made:
    front = Front(title=title_of(title), locale=str(parse_locale(locale)))
    async with db.work(caller) as work:
        course = await courses.add(work, new_id(), None, front, caller.known())
        await note_change(work, course, "made", front.title, caller.person)
        return work.keep(Made(course=course.id))


async def describe_course(db: Database, caller: Caller, course: UUID, version: int, about: About) -> int:
    """Returns the new version. Raises Conflict when somebody else was faster."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        if row.version != version:
            raise Conflict("content.course.described", field="version", version=row.version)
        front = _front(row.front, about)
        if about.completion is not None:
            entries = await drafts.entries(work, course)
            sets = [entry.id for entry in entries if entry.needs_pass]
            check_completion(about.completion, row.front.completion, sets)
        if front.cover:
            await drafts.medium(work, course, front.cover)
        await courses.save_front(work, row, front)
        await note_change(work, row, "described", front.title, caller.person)
        return work.keep(row.version + 1)


def _front(old: Front, about: About) -> Front:
    description = clean(about.description)
    if len(description) > _LONGEST_DESCRIPTION:
        raise Invalid("content.text.too_long", field="description", limit=_LONGEST_DESCRIPTION)
    if about.cover and not about.cover_alt.strip():
        raise Invalid("content.check.no_alt", field="cover_alt")
    return replace(
        old,
        title=title_of(about.title),
        locale=str(parse_locale(about.locale)),
        description=description,
        licence=about.licence.strip()[:200],
        authors=[" ".join(author.split())[:200] for author in about.authors if author.strip()],
        skills=_skills(about.skills),
        cover=about.cover or None,
        cover_alt=about.cover_alt.strip(),
        completion=old.completion if about.completion is None else about.completion,
    )


def _skills(given: list[tuple[str, str]]) -> list[Skill]:
    """A new one gets an id of its own, which it keeps when it is called otherwise."""
    if len(given) > _MOST_SKILLS:
        raise Invalid("content.skill.too_many", field="skills", limit=_MOST_SKILLS)
    named = [(key, title_of(title, "skills")) for key, title in given if title.strip()]
    return [Skill(id=key or f"s-{new_id().hex}", title=title) for key, title in named]


async def archive_course(db: Database, caller: Caller, course: UUID) -> UUID:
    """Nobody new learns from it and nobody writes in it. Archived already is fine.

    Of a course that was never published nobody else knows.
    """
    async with db.work(caller) as work:
        row = await courses.load_even_archived(work, course)
        if row.archived_at is None:
            await courses.archive(work, course)
            number = await note_change(work, row, "archived", row.front.title, caller.person)
            if row.published is not None:
                work.record(CourseArchived(course=course, change=number))
        return work.keep(course)


async def restore_course(db: Database, caller: Caller, course: UUID) -> UUID:
    """Takes an archiving back. Not archived is fine."""
    async with db.work(caller) as work:
        row = await courses.load_even_archived(work, course)
        if row.archived_at is not None:
            await courses.restore(work, course)
            number = await note_change(work, row, "taken_back", row.front.title, caller.person)
            if row.published is not None:
                work.record(CourseRestored(course=course, change=number))
        return work.keep(course)


async def delete_course(db: Database, objects: Objects, caller: Caller, course: UUID) -> UUID:
    """Raises Conflict for one that was ever published: what others did with it refers to it."""
    async with db.work(caller) as work:
        row = await courses.load_even_archived(work, course)
        if row.published is not None:
            raise Conflict("content.course.was_published")
        await courses.remove(work, course)
        work.keep(course)
    async for key in objects.private.keys(documents_of(caller, course)):
        await objects.private.delete(key)
    return course
