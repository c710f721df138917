"""Courses: what they say of themselves, and the numbers of their changes and revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, delete, func, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.content.domain.objects import Front
from stoa.services.content.tables import (
    changes,
    courses,
    elements,
    imports,
    media,
    objects,
    publications,
    revisions,
)


@dataclass(frozen=True, slots=True)
class Course:
    """version: of the front. change, revision: last numbers given. published: last revision published."""

    id: UUID
    origin: str | None
    front: Front
    version: int
    change: int
    revision: int
    published: int | None
    changed_at: datetime
    changed_by: UUID | None
    archived_at: datetime | None

    def check_open(self) -> None:
        """Raises Conflict when it is archived: nothing is written in it."""
        if self.archived_at is not None:
            raise Conflict("content.course.archived")


@dataclass(frozen=True, slots=True)
class Listed:
    """A course in the list of courses."""

    id: UUID
    title: str
    locale: str
    objects: int
    revision: int
    published: int | None
    state: str | None
    changed_at: datetime
    changed_by: UUID | None
    archived_at: datetime | None


def _course(row: Row[Any]) -> Course:
    return Course(
        row.id,
        row.origin,
        msgspec.convert(row.front, Front),
        row.version,
        row.change,
        row.revision,
        row.published,
        row.changed_at,
        row.changed_by,
        row.archived_at,
    )


async def load(read: ReadSession, course: UUID) -> Course:
    """Raises NotFound."""
    found = await find(read, course)
    if found is None:
        raise NotFound("content.course.missing")
    return found


async def load_locked(work: UnitOfWork, course: UUID) -> Course:
    """To write it: nobody else does until the end of the transaction.

    Raises NotFound, and Conflict for an archived one.
    """
    found = await load_even_archived(work, course)
    found.check_open()
    return found


async def load_even_archived(work: UnitOfWork, course: UUID) -> Course:
    """As `load_locked`, for what is done with the course as a whole. Raises NotFound."""
    row = await work.one(select(courses).where(courses.c.id == course).with_for_update())
    if row is None:
        raise NotFound("content.course.missing")
    return _course(row)


async def find(read: ReadSession, course: UUID) -> Course | None:
    row = await read.one(select(courses).where(courses.c.id == course))
    return None if row is None else _course(row)


async def add(work: UnitOfWork, course: UUID, origin: str | None, front: Front, by: UUID | None) -> Course:
    """Locked, whether it was there before or not."""
    row = {
        "tenant_id": work.tenant,
        "id": course,
        "origin": origin,
        "title": front.title,
        "locale": front.locale,
        "front": msgspec.to_builtins(front),
        "made_at": work.now,
        "changed_at": work.now,
        "changed_by": by,
    }
    await work.run(insert(courses).on_conflict_do_nothing(), row)
    return await load_locked(work, course)


async def save_front(work: UnitOfWork, course: Course, front: Front) -> None:
    await _set(
        work,
        course.id,
        title=front.title,
        locale=front.locale,
        front=msgspec.to_builtins(front),
        version=course.version + 1,
    )


async def touch(work: UnitOfWork, course: UUID, change: int, by: UUID | None) -> None:
    await _set(work, course, change=change, changed_at=work.now, changed_by=by)


async def set_revision(work: UnitOfWork, course: UUID, revision: int) -> None:
    await _set(work, course, revision=revision)


async def set_published(work: UnitOfWork, course: UUID, revision: int) -> None:
    await _set(work, course, published=revision)


async def archive(work: UnitOfWork, course: UUID) -> None:
    await _set(work, course, archived_at=work.now)


async def restore(work: UnitOfWork, course: UUID) -> None:
    await _set(work, course, archived_at=None)


async def remove(work: UnitOfWork, course: UUID) -> None:
    """With all that was kept of it, and of its imports."""
    of_imports = select(imports.c.id).where(imports.c.course == course)
    await work.run(delete(elements).where(elements.c.import_id.in_(of_imports)))
    for table in (imports, changes, revisions, media, objects):
        await work.run(delete(table).where(table.c.course == course))
    await work.run(delete(courses).where(courses.c.id == course))


async def _set(work: UnitOfWork, course: UUID, **values: Any) -> None:
    await work.run(update(courses).where(courses.c.id == course).values(**values))


async def listed(
    read: ReadSession, words: str, size: int, before: tuple[datetime, UUID] | None
) -> Sequence[Listed]:
    """Last changed first, after the cursor. words: part of the title."""
    counted = (
        select(func.count())
        .select_from(objects)
        .where(objects.c.course == courses.c.id, objects.c.kind != "block")
        .scalar_subquery()
    )
    latest = (
        select(publications.c.state)
        .where(publications.c.course == courses.c.id)
        .order_by(publications.c.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(courses, counted.label("objects"), latest.label("state"))
    if words:
        pattern = func.replace(func.replace(literal(words), "%", r"\%"), "_", r"\_")
        statement = statement.where(courses.c.title.ilike("%" + pattern + "%", escape="\\"))
    if before is not None:
        statement = statement.where(tuple_(courses.c.changed_at, courses.c.id) < tuple_(*before))
    statement = statement.order_by(courses.c.changed_at.desc(), courses.c.id.desc()).limit(size)
    names = Listed.__dataclass_fields__
    return [Listed(**{name: getattr(row, name) for name in names}) for row in await read.all(statement)]
