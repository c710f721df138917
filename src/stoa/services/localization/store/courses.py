"""Courses, and their objects as they were cut."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, insert_rows
from stoa.services.localization.domain.course import Course, KnownObject
from stoa.services.localization.domain.cut_object import CutObject, Uncut
from stoa.services.localization.domain.skeletons import FieldSkeleton
from stoa.services.localization.store.coding import skeletons_from, skeletons_json
from stoa.services.localization.tables import courses, objects, tenants


async def note_tenant(work: UnitOfWork, tenant: UUID) -> None:
    """In a unit of work of no tenant."""
    await work.run(insert(tenants).on_conflict_do_nothing(), {"tenant_id": work.tenant, "id": tenant})


async def list_tenants(read: ReadSession) -> list[UUID]:
    """In a read of no tenant."""
    return [row.id for row in await read.all(select(tenants.c.id).order_by(tenants.c.id))]


async def save_heard(work: UnitOfWork, course: Course) -> bool:
    """Whether it was news: one asked for earlier than the one known changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "course": course.id,
        "locale": course.locale,
        "title": course.title,
        "revision": course.revision,
        "publication": course.publication,
        "published_by": course.published_by,
        "document_key": course.document_key,
        "document_checksum": course.document_checksum,
        "heard_at": work.now,
    }
    statement = insert(courses).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course"],
        set_={name: statement.excluded[name] for name in row if name not in ("tenant_id", "course")},
        where=courses.c.publication < statement.excluded.publication,
    )
    return await work.run(newer) > 0


async def load_course(read: ReadSession, course: UUID, *, lock: bool = False) -> Course | None:
    statement = select(courses).where(courses.c.course == course)
    row = await read.one(statement.with_for_update() if lock else statement)
    return _course(row) if row else None


async def list_courses(read: ReadSession) -> list[Course]:
    rows = await read.all(select(courses).where(~courses.c.archived).order_by(courses.c.title))
    return [_course(row) for row in rows]


async def known_courses(read: ReadSession, wanted: Collection[UUID]) -> set[UUID]:
    """Of these, those that there are."""
    if not wanted:
        return set()
    rows = await read.all(select(courses.c.course).where(among(courses.c.course, wanted)))
    return {row.course for row in rows}


async def save_archived(work: UnitOfWork, course: UUID, change: int, *, archived: bool) -> bool:
    """Whether it was news: a change older than the one known changes nothing."""
    known = update(courses).where(courses.c.course == course, courses.c.archived_change <= change)
    return await work.run(known.values(archived=archived, archived_change=change)) > 0


async def save_cut(work: UnitOfWork, course: UUID, publication: UUID) -> None:
    await work.run(update(courses).where(courses.c.course == course).values(cut=publication))


async def known_objects(read: ReadSession, course: UUID) -> dict[UUID, KnownObject]:
    rows = await read.all(
        select(objects.c.object, objects.c.checksum, objects.c.present).where(objects.c.course == course)
    )
    return {row.object: KnownObject(row.object, row.checksum, row.present) for row in rows}


async def save_places(work: UnitOfWork, course: UUID, order: Sequence[Uncut]) -> list[UUID]:
    """Everything that is in the course now, as it follows each other. Returns what is no longer."""
    places = select(objects.c.object, objects.c.kind, objects.c.title, objects.c.position)
    there = await work.all(places.where(objects.c.course == course, objects.c.present))
    known = {row.object: (row.kind, row.title, row.position) for row in there}
    rows = [
        {
            "tenant_id": work.tenant,
            "course": course,
            "object": one.id,
            "kind": one.kind,
            "title": one.title,
            "position": at,
        }
        for at, one in enumerate(order)
        if known.get(one.id) != (one.kind, one.title, at)
    ]
    gone = list(known.keys() - {one.id for one in order})
    if gone:
        left_out = update(objects).where(objects.c.course == course, among(objects.c.object, gone))
        await work.run(left_out.values(present=False))
    fresh = {"checksum": "", "skeletons": "[]", "present": True}
    statement = insert_rows(objects, "tenant_id", "course", "object", "kind", "title", "position", *fresh)
    upsert = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "object"],
        set_={name: statement.excluded[name] for name in ("kind", "title", "position", "present")},
    )
    await work.put(upsert, [{**row, **fresh} for row in rows])
    return gone


async def save_objects(work: UnitOfWork, course: UUID, cut: Sequence[CutObject]) -> None:
    """What is left of those that were cut anew. Their places are known."""
    rows = [
        {
            "of_course": course,
            "of_object": one.uncut.id,
            "new_checksum": one.uncut.checksum,
            "new_skeletons": skeletons_json(one.skeletons),
        }
        for one in cut
    ]
    statement = (
        update(objects)
        .where(objects.c.course == bindparam("of_course"), objects.c.object == bindparam("of_object"))
        .values(checksum=bindparam("new_checksum"), skeletons=bindparam("new_skeletons"))
    )
    await work.run(statement, rows)


async def load_skeletons(
    read: ReadSession, course: UUID, things: Collection[UUID]
) -> dict[UUID, list[FieldSkeleton]]:
    rows = await read.all(
        select(objects.c.object, objects.c.skeletons).where(
            objects.c.course == course, among(objects.c.object, things), objects.c.present
        )
    )
    return {row.object: skeletons_from(row.skeletons) for row in rows}


async def list_objects(read: ReadSession, course: UUID) -> list[tuple[UUID, str]]:
    """With their titles, in the order of the course."""
    rows = await read.all(
        select(objects.c.object, objects.c.title)
        .where(objects.c.course == course, objects.c.present)
        .order_by(objects.c.position)
    )
    return [(row.object, row.title) for row in rows]


async def object_titles(read: ReadSession, course: UUID, wanted: Collection[UUID]) -> dict[UUID, str]:
    rows = await read.all(
        select(objects.c.object, objects.c.title).where(
            objects.c.course == course, among(objects.c.object, wanted)
        )
    )
    return {row.object: row.title for row in rows}


def _course(row: Row[Any]) -> Course:
    return Course(
        id=row.course,
        locale=row.locale,
        title=row.title,
        revision=row.revision,
        publication=row.publication,
        published_by=row.published_by,
        document_key=row.document_key,
        document_checksum=row.document_checksum,
        cut=row.cut,
        archived=row.archived,
    )
