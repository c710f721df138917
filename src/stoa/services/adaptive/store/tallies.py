"""Counts of items and films, by run and partition."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.changes import Tally
from stoa.services.adaptive.domain.tallied import ITEM
from stoa.services.adaptive.store.rows import Upsert
from stoa.services.adaptive.tables import tallies

_TALLIES = Upsert(
    "tallies",
    {
        "partition": "integer",
        "run": "uuid",
        "noun": "text",
        "about": "uuid",
        "course": "uuid",
        "data": "bytea",
    },
    key=("partition", "run", "noun", "about"),
    changed=("data",),
)
_COLUMNS = (tallies.c.run, tallies.c.noun, tallies.c.about, tallies.c.course, tallies.c.data)


async def save(work: UnitOfWork, partition: int, rows: Sequence[Tally]) -> None:
    await _TALLIES.run(work, rows, partition=partition)


async def load(read: ReadSession, partition: int, runs: Collection[UUID]) -> list[Tally]:
    wanted = select(*_COLUMNS).where(tallies.c.partition == partition, tallies.c.run.in_(list(runs)))
    return [_tally(row) for row in await read.all(wanted)]


async def of_run(read: ReadSession, run: UUID) -> list[tuple[int, Tally]]:
    """With their partitions."""
    rows = await read.all(select(tallies.c.partition, *_COLUMNS).where(tallies.c.run == run))
    return [(row.partition, _tally(row)) for row in rows]


async def of_items(read: ReadSession, items: Collection[UUID]) -> list[Tally]:
    """Of all partitions and runs."""
    wanted = select(*_COLUMNS).where(tallies.c.noun == ITEM, tallies.c.about.in_(list(items)))
    return [_tally(row) for row in await read.all(wanted)]


def _tally(row: Row[Any]) -> Tally:
    return Tally(row.run, row.noun, row.about, row.course, bytes(row.data))
