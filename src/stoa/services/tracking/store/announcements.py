"""Announcements, and who has read them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import JSON, ColumnElement, Integer, Row, Uuid, and_, column, delete, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.announcement import PAGE_SIZE, Announcement, Headline, Told, Wording
from stoa.services.tracking.tables import announcements, announcements_read

_NEWEST_FIRST = announcements.c.posted_at.desc(), announcements.c.id.desc()


async def load_locked(work: UnitOfWork, run: UUID, announcement: UUID) -> Announcement:
    """Nobody else changes it until the end of the transaction. Raises NotFound."""
    mine = select(announcements).where(announcements.c.run == run, announcements.c.id == announcement)
    return _found(await work.one(mine.with_for_update()))


async def load(read: ReadSession, run: UUID, announcement: UUID) -> Announcement:
    """Raises NotFound."""
    mine = select(announcements).where(announcements.c.run == run, announcements.c.id == announcement)
    return _found(await read.one(mine))


async def count(read: ReadSession, run: UUID, *, standing: bool = False) -> int:
    """standing: those withdrawn are not counted."""
    counted = select(func.count()).select_from(announcements).where(announcements.c.run == run)
    return int(await read.value(counted.where(~announcements.c.withdrawn) if standing else counted))


async def of_run(read: ReadSession, run: UUID, page: int) -> list[Announcement]:
    """For the staff: those withdrawn too, the newest first."""
    mine = select(announcements).where(announcements.c.run == run).order_by(*_NEWEST_FIRST)
    return [_announcement(row) for row in await read.all(mine.limit(PAGE_SIZE).offset(_skipped(page)))]


async def remove_all(work: UnitOfWork, run: UUID) -> list[tuple[UUID, int]]:
    """Of a run that nobody was in. Those that stood, each with the version that it would have without."""
    mine = announcements.c.run == run
    stood = select(announcements.c.id, announcements.c.version).where(mine, ~announcements.c.withdrawn)
    rows = await work.all(stood)
    await work.run(delete(announcements).where(mine))
    return [(row.id, row.version + 1) for row in rows]


async def told(read: ReadSession, run: UUID, learner: UUID, page: int) -> list[Told]:
    """For a learner of the run: the newest first."""
    mine = (
        select(announcements, _is_unread(literal(learner)).label("unread"))
        .where(announcements.c.run == run, ~announcements.c.withdrawn)
        .order_by(*_NEWEST_FIRST)
    )
    rows = await read.all(mine.limit(PAGE_SIZE).offset(_skipped(page)))
    return [Told(_announcement(row), row.unread) for row in rows]


def newest_json(run: ColumnElement[UUID], learner: ColumnElement[UUID], most: int) -> ColumnElement[Any]:
    """The newest as headlines, in one value for a row that needs them too."""
    newest = (
        select(
            announcements.c.id,
            announcements.c.title,
            announcements.c.locale,
            announcements.c.posted_at,
            _is_unread(learner).label("unread"),
        )
        .where(announcements.c.run == run, ~announcements.c.withdrawn)
        .order_by(*_NEWEST_FIRST)
        .limit(most)
        .correlate_except(announcements, announcements_read)
        .subquery()
    )
    return select(func.json_agg(func.row_to_json(newest.table_valued()), type_=JSON)).scalar_subquery()


def unread_count(run: ColumnElement[UUID], learner: ColumnElement[UUID]) -> ColumnElement[int]:
    """How many the learner has not read, for a row that needs it too."""
    counted = (
        select(func.count())
        .select_from(announcements)
        .where(announcements.c.run == run, ~announcements.c.withdrawn, _is_unread(learner))
    )
    return counted.correlate_except(announcements, announcements_read).scalar_subquery()


def headline_from(values: dict[str, Any]) -> Headline:
    """One of `newest_json`."""
    return msgspec.convert(values, Headline)


async def save(work: UnitOfWork, announcement: Announcement) -> None:
    wording = announcement.wording
    row = {
        "tenant_id": work.tenant,
        "id": announcement.id,
        "run": announcement.run,
        "course": announcement.course,
        "by": announcement.by,
        "title": wording.title,
        "text": wording.text,
        "locale": wording.locale,
        "checksum": announcement.checksum,
        "posted_at": announcement.posted_at,
        "changed_at": announcement.changed_at,
        "withdrawn": announcement.withdrawn,
        "version": announcement.version,
        "worded": announcement.worded,
    }
    fixed = ("tenant_id", "id", "run", "course", "by", "posted_at")
    statement = insert(announcements).values(row)
    changed = {name: statement.excluded[name] for name in row if name not in fixed}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=changed))


async def mark_read(work: UnitOfWork, run: UUID, learner: UUID, shown: Mapping[UUID, int]) -> None:
    """shown: by id the version that was read. Left out: what has newer words, and what the run tells not."""
    given = func.unnest(literal([*shown], ARRAY(Uuid)), literal([*shown.values()], ARRAY(Integer)))
    seen = given.table_valued(column("id", Uuid), column("version", Integer)).render_derived(name="seen")
    names = ("tenant_id", "announcement", "learner", "worded", "at")
    these = select(
        announcements.c.tenant_id,
        announcements.c.id,
        literal(learner),
        announcements.c.worded,
        literal(work.now),
    ).where(
        announcements.c.run == run,
        ~announcements.c.withdrawn,
        announcements.c.id == seen.c.id,
        announcements.c.worded <= seen.c.version,
    )
    statement = insert(announcements_read).from_select(names, these)
    newer = {"worded": statement.excluded.worded, "at": statement.excluded.at}
    await work.run(statement.on_conflict_do_update(index_elements=list(names[:3]), set_=newer))


def _is_unread(learner: ColumnElement[UUID]) -> ColumnElement[bool]:
    read = select(literal(1)).where(
        and_(
            announcements_read.c.announcement == announcements.c.id,
            announcements_read.c.learner == learner,
            announcements_read.c.worded >= announcements.c.worded,
        )
    )
    return ~read.correlate_except(announcements_read).exists()


def _skipped(page: int) -> int:
    return (page - 1) * PAGE_SIZE


def _found(row: Row[Any] | None) -> Announcement:
    if row is None:
        raise NotFound("announcement.unknown")
    return _announcement(row)


def _announcement(row: Row[Any]) -> Announcement:
    return Announcement(
        id=row.id,
        run=row.run,
        course=row.course,
        by=row.by,
        wording=Wording(row.title, row.text, row.locale),
        checksum=row.checksum,
        posted_at=row.posted_at,
        changed_at=row.changed_at,
        withdrawn=row.withdrawn,
        version=row.version,
        worded=row.worded,
    )
