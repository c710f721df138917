"""Passes that were taken back, of every tenant. Only the platform itself sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.revocation import Revocation
from stoa.services.identity.tables import revocations


async def save_revocations(work: UnitOfWork, taken: Sequence[Revocation]) -> None:
    """A later time wins, and a suspension is not shortened."""
    statement = upsert(revocations)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[revocations.c.tenant_id, revocations.c.key],
        set_={
            "issued_until": func.greatest(revocations.c.issued_until, new.issued_until),
            "suspended_until": func.greatest(revocations.c.suspended_until, new.suspended_until),
        },
    )
    rows = [
        {
            "tenant_id": work.tenant,
            "key": one.key,
            "issued_until": one.issued_until,
            "suspended_until": one.suspended_until,
        }
        for one in sorted(taken, key=lambda one: one.key)
    ]
    await work.run(statement, rows)


async def load_revocation(read: ReadSession, key: str) -> Revocation | None:
    row = await read.one(select(revocations).where(revocations.c.key == key))
    if row is None:
        return None
    return Revocation(key=row.key, issued_until=row.issued_until, suspended_until=row.suspended_until)


async def revoked_since(read: ReadSession, moment: datetime) -> dict[str, datetime]:
    """By key: until when passes were issued that are refused."""
    statement = select(revocations).where(revocations.c.issued_until > moment)
    return {row.key: row.issued_until for row in await read.all(statement)}


async def sweep_revocations(work: UnitOfWork, before: datetime) -> int:
    return await work.run(
        delete(revocations).where(
            revocations.c.issued_until < before,
            func.coalesce(revocations.c.suspended_until, before) <= before,
        )
    )
