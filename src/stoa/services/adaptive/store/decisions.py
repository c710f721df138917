"""The log of decisions, and of risks that rose."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.changes import NOTHING, Alert, Made
from stoa.services.adaptive.store.rows import Upsert
from stoa.services.adaptive.tables import decisions

_DECISIONS = Upsert(
    "decisions",
    {
        "id": "uuid",
        "registration": "uuid",
        "number": "integer",
        "sequence": "bigint",
        "learner": "uuid",
        "run": "uuid",
        "course": "uuid",
        "rule": "text",
        "explored": "boolean",
        "decision": "text",
        "candidates": "text",
        "features": "text",
        "at": "timestamptz",
    },
)
_ALERTS = Upsert(
    "alerts",
    {
        "registration": "uuid",
        "sequence": "bigint",
        "learner": "uuid",
        "run": "uuid",
        "risk": "double precision",
        "reasons": "text",
        "at": "timestamptz",
    },
)


async def add(work: UnitOfWork, made: Sequence[Made], risen: Sequence[Alert]) -> None:
    await _DECISIONS.run(work, made)
    await _ALERTS.run(work, risen)


async def load(read: ReadSession, decision: UUID) -> Made | None:
    row = await read.one(select(decisions).where(decisions.c.id == decision))
    return None if row is None else _made(row)


async def newest(read: ReadSession, registration: UUID) -> Made | None:
    """Of those that were offered."""
    wanted = (
        select(decisions)
        .where(decisions.c.registration == registration, decisions.c.decision != NOTHING)
        .order_by(decisions.c.sequence.desc())
        .limit(1)
    )
    row = await read.one(wanted)
    return None if row is None else _made(row)


def _made(row: Row[Any]) -> Made:
    values = row._asdict()
    del values["tenant_id"]
    return Made(**values)
