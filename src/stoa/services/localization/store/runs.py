"""Course runs as tracking scheduled them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from stoa.contracts.tracking import RunScheduled
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.localization.tables import runs


@dataclass(frozen=True, slots=True)
class CourseRun:
    """title: empty for one that was scheduled before titles were told."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None


async def save_run(work: UnitOfWork, event: RunScheduled) -> None:
    """A change older than the one known changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "run": event.run,
        "course": event.course,
        "title": event.title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "change": event.change,
    }
    statement = insert(runs).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "run"],
        set_={name: statement.excluded[name] for name in ("title", "starts_at", "ends_at", "change")},
        where=runs.c.change < statement.excluded.change,
    )
    await work.run(newer)


async def list_runs(read: ReadSession, course: UUID, chosen: Collection[UUID]) -> list[CourseRun]:
    """Those that have not ended, and those chosen whenever they end; the latest first."""
    offered = or_(runs.c.ends_at.is_(None), runs.c.ends_at > read.now, among(runs.c.run, chosen))
    rows = await read.all(
        select(runs)
        .where(runs.c.course == course, offered)
        .order_by(runs.c.starts_at.desc().nulls_last(), runs.c.run)
    )
    return [CourseRun(row.run, row.title, row.starts_at, row.ends_at) for row in rows]


async def known_runs(read: ReadSession, course: UUID, wanted: Collection[UUID]) -> set[UUID]:
    rows = await read.all(select(runs.c.run).where(runs.c.course == course, among(runs.c.run, wanted)))
    return {row.run for row in rows}
