"""Grades and the decisions of instructors about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.grade import Grade
from stoa.services.assessment.tables import grades, overrides


@dataclass(frozen=True, slots=True)
class Override:
    """A decision. scaled: of the points; None goes back to the attempts. undoes: the one it takes back."""

    id: UUID
    registration: UUID
    item_set: UUID
    scaled: float | None
    reason: str
    by: UUID
    at: datetime
    undoes: UUID | None = None


async def hold(work: UnitOfWork, registration: UUID, item_set: UUID, pass_share: float) -> Grade:
    """The grade, made if there is none; nobody else changes it before the commit."""
    row = {
        "tenant_id": work.tenant,
        "registration": registration,
        "item_set": item_set,
        "pass_share": pass_share,
        "attempts": 0,
        "changed_at": work.now,
    }
    await work.run(upsert(grades).values(row).on_conflict_do_nothing())
    query = select(grades).where(grades.c.registration == registration, grades.c.item_set == item_set)
    found = await work.one(query.with_for_update())
    assert found is not None
    return Grade(pass_share, found.attempts, found.best, found.override)


async def save(work: UnitOfWork, registration: UUID, item_set: UUID, grade: Grade) -> None:
    await work.run(
        grades.update()
        .where(grades.c.registration == registration, grades.c.item_set == item_set)
        .values(
            pass_share=grade.pass_share,
            attempts=grade.attempts,
            best=grade.best,
            override=grade.override,
            changed_at=work.now,
        )
    )


async def load(read: ReadSession, registration: UUID, item_set: UUID) -> Grade | None:
    query = select(grades).where(grades.c.registration == registration, grades.c.item_set == item_set)
    row = await read.one(query)
    return Grade(row.pass_share, row.attempts, row.best, row.override) if row is not None else None


async def save_override(work: UnitOfWork, override: Override) -> None:
    await work.run(
        insert(overrides),
        {
            "tenant_id": work.tenant,
            "id": override.id,
            "registration": override.registration,
            "item_set": override.item_set,
            "scaled": override.scaled,
            "reason": override.reason,
            "by": override.by,
            "at": override.at,
            "undoes": override.undoes,
        },
    )


async def find_override(read: ReadSession, override: UUID) -> Override | None:
    row = await read.one(select(overrides).where(overrides.c.id == override))
    return _override(row) if row is not None else None


async def decisions(read: ReadSession, registration: UUID, item_set: UUID) -> list[Override]:
    """All of them in the order they were taken."""
    rows = await read.all(
        select(overrides)
        .where(overrides.c.registration == registration, overrides.c.item_set == item_set)
        .order_by(overrides.c.id)
    )
    return [_override(row) for row in rows]


def _override(row: Row[Any]) -> Override:
    return Override(
        row.id, row.registration, row.item_set, row.scaled, row.reason, row.by, row.at, row.undoes
    )
