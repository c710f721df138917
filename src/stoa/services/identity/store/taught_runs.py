"""Who teaches which course run, as tracking tells."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.watching import TaughtRun
from stoa.services.identity.tables import taught_runs


async def lock_taught_run(work: UnitOfWork, run: UUID) -> TaughtRun | None:
    row = await work.one(select(taught_runs).where(taught_runs.c.id == run).with_for_update())
    return _run(row) if row else None


async def load_taught_runs(read: ReadSession, runs: Collection[UUID]) -> list[TaughtRun]:
    statement = select(taught_runs).where(taught_runs.c.id.in_(list(runs)))
    return [_run(row) for row in await read.all(statement)] if runs else []


async def save_taught_run(work: UnitOfWork, run: TaughtRun) -> None:
    """An older fact changes nothing."""
    statement = upsert(taught_runs)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[taught_runs.c.tenant_id, taught_runs.c.id],
        set_={"instructors": new.instructors, "former": new.former, "change": new.change},
        where=taught_runs.c.change < new.change,
    )
    row = {
        "tenant_id": work.tenant,
        "id": run.run,
        "instructors": sorted(run.instructors),
        "former": sorted(run.former),
        "change": run.change,
    }
    await work.run(statement, row)


def _run(row: Row[Any]) -> TaughtRun:
    return TaughtRun(
        run=row.id,
        instructors=frozenset(PersonId(one) for one in row.instructors),
        former=frozenset(PersonId(one) for one in row.former),
        change=row.change,
    )
