"""States of registrations."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.changes import State
from stoa.services.adaptive.store.rows import Upsert
from stoa.services.adaptive.tables import states

_STATES = Upsert(
    "states",
    {
        "registration": "uuid",
        "learner": "uuid",
        "run": "uuid",
        "course": "uuid",
        "partition": "integer",
        "sequence": "bigint",
        "state": "bytea",
        "live": "bytea",
    },
    key=("registration",),
    changed=("sequence", "state", "live"),
)


async def save(work: UnitOfWork, partition: int, rows: Sequence[State]) -> None:
    """In one order, so that two flushes of a tenant never wait for each other."""
    await _STATES.run(work, sorted(rows, key=lambda row: row.registration), partition=partition)


async def load(read: ReadSession, registrations: Collection[UUID]) -> list[State]:
    rows = await read.all(select(states).where(states.c.registration.in_(list(registrations))))
    return [_state(row) for row in rows]


async def live_of_run(read: ReadSession, run: UUID) -> list[tuple[int, int, bytes]]:
    """Partition, sequence and the instructor's view of every learner of the run."""
    wanted = select(states.c.partition, states.c.sequence, states.c.live).where(states.c.run == run)
    return [(row.partition, row.sequence, row.live) for row in await read.all(wanted)]


def _state(row: Row[Any]) -> State:
    return State(
        row.registration, row.learner, row.run, row.course, row.sequence, bytes(row.state), bytes(row.live)
    )
