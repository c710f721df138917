"""How far each partition is in safe keeping, and what it had been told by then."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.changes import Changes, Known
from stoa.services.adaptive.store.rows import Upsert
from stoa.services.adaptive.tables import folds, known

_KNOWN = Upsert(
    "known",
    {"partition": "integer", "noun": "text", "about": "uuid", "data": "bytea"},
    key=("partition", "noun", "about"),
    changed=("data",),
)


async def sequence(read: ReadSession, partition: int) -> int:
    """0 before anything was kept."""
    found = select(folds.c.sequence).where(folds.c.partition == partition)
    return int(await read.value(found) or 0)


async def stale(work: UnitOfWork, changes: Sequence[Changes]) -> set[int]:
    """Partitions in which somebody else went on. The others are locked, and advanced."""
    partitions = sorted(one.partition for one in changes)
    held = await work.all(
        select(folds.c.partition, folds.c.sequence)
        .where(folds.c.partition.in_(partitions))
        .order_by(folds.c.partition)
        .with_for_update()
    )
    now = {row.partition: row.sequence for row in held}
    return {one.partition for one in changes if now.get(one.partition, 0) != one.was}


async def advance(work: UnitOfWork, changes: Sequence[Changes]) -> None:
    rows = [{"tenant_id": work.tenant, "partition": one.partition, "sequence": one.now} for one in changes]
    statement = insert(folds).values(sorted(rows, key=lambda row: str(row["partition"])))
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "partition"], set_={"sequence": statement.excluded.sequence}
        )
    )


async def load_known(read: ReadSession, partition: int) -> list[Known]:
    rows = await read.all(
        select(known.c.noun, known.c.about, known.c.data).where(known.c.partition == partition)
    )
    return [Known(row.noun, row.about, row.data) for row in rows]


async def save_known(work: UnitOfWork, partition: int, rows: Sequence[Known]) -> None:
    await _KNOWN.run(work, rows, partition=partition)
