"""Changes of drafts, and the revisions that were kept of courses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.content.domain.draft import Draft
from stoa.services.content.tables import changes, revisions

Snapshot = Mapping[UUID, Draft | None]
"""Objects as they were, by id; None where there was none."""


@dataclass(frozen=True, slots=True)
class Change:
    """verb: what was done. title: of what. An import or a restoration keeps no snapshots: revisions do."""

    number: int
    verb: str
    title: str
    object: UUID | None
    undone: bool
    undoable: bool
    at: datetime
    by: UUID | None


@dataclass(frozen=True, slots=True)
class Revision:
    """reason: imported, kept, published or restored. change: number of the draft's last change in it."""

    number: int
    reason: str
    title: str
    objects: int
    document_key: str
    document_checksum: str
    tree_checksum: str
    change: int
    at: datetime
    by: UUID | None


async def add_change(
    work: UnitOfWork,
    course: UUID,
    number: int,
    verb: str,
    title: str,
    about: UUID | None,
    before: Snapshot,
    after: Snapshot,
    by: UUID | None,
) -> None:
    row = {
        "tenant_id": work.tenant,
        "course": course,
        "number": number,
        "verb": verb,
        "title": title,
        "object": about,
        "before": msgspec.to_builtins(before),
        "after": msgspec.to_builtins(after),
        "at": work.now,
        "by": by,
    }
    await work.run(insert(changes), row)


async def listed_changes(
    read: ReadSession, course: UUID, size: int, before: int | None, after: int = 0
) -> list[Change]:
    """Latest first. before: a number from which on they are not wanted; after: up to which."""
    statement = select(
        changes.c.number,
        changes.c.verb,
        changes.c.title,
        changes.c.object,
        changes.c.undone,
        (changes.c.after != msgspec.to_builtins({})).label("undoable"),
        changes.c.at,
        changes.c.by,
    ).where(changes.c.course == course, changes.c.number > after)
    if before is not None:
        statement = statement.where(changes.c.number < before)
    rows = await read.all(statement.order_by(changes.c.number.desc()).limit(size))
    names = Change.__dataclass_fields__
    return [Change(**{name: getattr(row, name) for name in names}) for row in rows]


async def waiting(read: ReadSession, course: UUID) -> int:
    """Changes that no publication has: those after the last one."""
    last = select(func.coalesce(func.max(changes.c.number), 0)).where(
        changes.c.course == course, changes.c.verb == "published"
    )
    statement = select(func.count()).where(
        changes.c.course == course,
        changes.c.number > last.scalar_subquery(),
        changes.c.verb.not_in(["archived", "taken_back", "made"]),
    )
    return int(await read.value(statement) or 0)


async def snapshots(work: UnitOfWork, course: UUID, number: int) -> tuple[Snapshot, Snapshot, bool]:
    """Objects before and after, and whether it was undone. Raises NotFound."""
    row = await work.one(
        select(changes).where(changes.c.course == course, changes.c.number == number).with_for_update()
    )
    if row is None:
        raise NotFound("content.change.missing")
    before: Snapshot = msgspec.convert(row.before, dict[UUID, Draft | None])
    after: Snapshot = msgspec.convert(row.after, dict[UUID, Draft | None])
    return before, after, row.undone


async def mark_undone(work: UnitOfWork, course: UUID, number: int) -> None:
    statement = update(changes).where(changes.c.course == course, changes.c.number == number)
    await work.run(statement.values(undone=True))


async def add_revision(work: UnitOfWork, course: UUID, revision: Revision) -> None:
    fields = {name: getattr(revision, name) for name in Revision.__dataclass_fields__}
    await work.run(insert(revisions), {"tenant_id": work.tenant, "course": course, **fields})


def _revision(row: Row[Any]) -> Revision:
    return Revision(**{name: getattr(row, name) for name in Revision.__dataclass_fields__})


async def listed_revisions(read: ReadSession, course: UUID, size: int) -> Sequence[Revision]:
    statement = select(revisions).where(revisions.c.course == course)
    rows = await read.all(statement.order_by(revisions.c.number.desc()).limit(size))
    return [_revision(row) for row in rows]


async def revision(read: ReadSession, course: UUID, number: int) -> Revision:
    """Raises NotFound."""
    row = await read.one(select(revisions).where(revisions.c.course == course, revisions.c.number == number))
    if row is None:
        raise NotFound("content.revision.missing")
    return _revision(row)


async def revision_before(read: ReadSession, course: UUID, number: int) -> Revision | None:
    statement = select(revisions).where(revisions.c.course == course, revisions.c.number < number)
    row = await read.one(statement.order_by(revisions.c.number.desc()).limit(1))
    return None if row is None else _revision(row)


async def latest_revision(read: ReadSession, course: UUID) -> Revision | None:
    statement = select(revisions).where(revisions.c.course == course)
    row = await read.one(statement.order_by(revisions.c.number.desc()).limit(1))
    return None if row is None else _revision(row)
