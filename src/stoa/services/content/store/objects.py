"""Learning objects of drafts, and the media of courses."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import Float, Row, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.content.domain.draft import Draft
from stoa.services.content.domain.objects import LearningObject, Media, MoveOn, kind_of
from stoa.services.content.domain.outline import Entry
from stoa.services.content.tables import media, objects

_AT_ONCE = 500


def _draft(row: Row[Any]) -> Draft:
    body: LearningObject = msgspec.convert(row.body, LearningObject)
    return Draft(object=replace(body, parent=row.parent), position=row.position, version=row.version)


async def entries(read: ReadSession, course: UUID) -> list[Entry]:
    """The outline, without bodies, in one query whatever its size."""
    body = objects.c.body
    statement = select(
        objects.c.id,
        objects.c.parent,
        objects.c.position,
        objects.c.kind,
        objects.c.title,
        objects.c.version,
        cast(func.coalesce(body["minutes"].astext, "0"), Float).label("minutes"),
        (func.coalesce(body["required"].astext, "true") == "true").label("required"),
        body["explanations"].label("levels"),
        func.jsonb_array_length(func.coalesce(body["item_set"]["items"], func.jsonb_build_array())).label(
            "items"
        ),
        body["in_video"].astext.label("in_video"),
        func.coalesce(body["move_on"].astext, MoveOn.COMPLETED).label("move_on"),
    ).where(objects.c.course == course)
    return [_entry(row) for row in await read.all(statement)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        parent=row.parent,
        position=row.position,
        kind=row.kind,
        title=row.title,
        version=row.version,
        minutes=row.minutes,
        required=row.required,
        levels=tuple(row.levels or ()),
        items=row.items,
        in_video=UUID(row.in_video) if row.in_video else None,
        needs_pass=row.kind == "items" and MoveOn(row.move_on).needs_pass,
    )


async def load(read: ReadSession, course: UUID, about: UUID) -> Draft:
    """Raises NotFound."""
    row = await read.one(select(objects).where(objects.c.course == course, objects.c.id == about))
    if row is None:
        raise NotFound("content.object.missing")
    return _draft(row)


async def load_some(read: ReadSession, course: UUID, ids: Iterable[UUID]) -> dict[UUID, Draft]:
    rows = await read.all(select(objects).where(objects.c.course == course, objects.c.id.in_(list(ids))))
    return {row.id: _draft(row) for row in rows}


async def load_all(read: ReadSession, course: UUID) -> dict[UUID, Draft]:
    rows = await read.all(select(objects).where(objects.c.course == course))
    return {row.id: _draft(row) for row in rows}


async def changed_by(read: ReadSession, course: UUID, about: UUID) -> tuple[UUID | None, Any]:
    """Who changed it last, and when."""
    row = await read.one(
        select(objects.c.changed_by, objects.c.changed_at).where(
            objects.c.course == course, objects.c.id == about
        )
    )
    return (row.changed_by, row.changed_at) if row is not None else (None, None)


async def save(work: UnitOfWork, course: UUID, drafts: Sequence[Draft], by: UUID | None) -> None:
    """Inserts or replaces them, some hundred in a statement."""
    for start in range(0, len(drafts), _AT_ONCE):
        rows = [_row(work, course, draft, by) for draft in drafts[start : start + _AT_ONCE]]
        statement = insert(objects).values(rows)
        changed = {
            column.name: statement.excluded[column.name]
            for column in objects.c
            if column.name not in ("tenant_id", "course", "id")
        }
        await work.run(
            statement.on_conflict_do_update(index_elements=["tenant_id", "course", "id"], set_=changed)
        )


def _row(work: UnitOfWork, course: UUID, draft: Draft, by: UUID | None) -> dict[str, Any]:
    return {
        "tenant_id": work.tenant,
        "course": course,
        "id": draft.id,
        "parent": draft.object.parent,
        "position": draft.position,
        "kind": kind_of(draft.object),
        "title": draft.object.title,
        "version": draft.version,
        "body": msgspec.to_builtins(replace(draft.object, parent=None)),
        "changed_at": work.now,
        "changed_by": by,
    }


async def remove(work: UnitOfWork, course: UUID, ids: Iterable[UUID]) -> None:
    await work.run(delete(objects).where(objects.c.course == course, objects.c.id.in_(list(ids))))


async def remove_all(work: UnitOfWork, course: UUID) -> None:
    await work.run(delete(objects).where(objects.c.course == course))


async def media_of(read: ReadSession, course: UUID) -> list[Media]:
    rows = await read.all(select(media).where(media.c.course == course).order_by(media.c.name))
    return [Media(**{name: getattr(row, name) for name in Media.__struct_fields__}) for row in rows]


async def medium(read: ReadSession, course: UUID, name: str) -> Media:
    """Raises NotFound."""
    row = await read.one(select(media).where(media.c.course == course, media.c.name == name))
    if row is None:
        raise NotFound("content.media.missing")
    return Media(**{field: getattr(row, field) for field in Media.__struct_fields__})


async def save_media(work: UnitOfWork, course: UUID, files: Sequence[Media]) -> None:
    if not files:
        return
    rows = [{"tenant_id": work.tenant, "course": course, **msgspec.to_builtins(medium)} for medium in files]
    statement = insert(media).values(rows)
    names = ("media_type", "size", "checksum", "key")
    changed = {name: statement.excluded[name] for name in names}
    await work.run(
        statement.on_conflict_do_update(index_elements=["tenant_id", "course", "name"], set_=changed)
    )
