"""Levels of the buckets that count tries, shared by all processes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import DateTime, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.runtime.db import UnitOfWork
from stoa.services.identity.tables import buckets


async def lock_levels(work: UnitOfWork, keys: Sequence[bytes], now: datetime) -> dict[bytes, datetime]:
    """Held until the end of the transaction, so that tries made at once are counted one by one."""
    ordered = sorted(keys)
    rows = [{"tenant_id": work.tenant, "key": key, "level_at": now} for key in ordered]
    await work.run(upsert(buckets).on_conflict_do_nothing(), rows)
    statement = select(buckets.c.key, buckets.c.level_at).where(buckets.c.key.in_(ordered))
    return {
        row.key: row.level_at for row in await work.all(statement.order_by(buckets.c.key).with_for_update())
    }


async def save_levels(work: UnitOfWork, levels: Mapping[bytes, datetime]) -> None:
    statement = (
        update(buckets)
        .where(buckets.c.key == bindparam("of"))
        .values(level_at=bindparam("level", type_=DateTime(timezone=True)))
    )
    await work.run(statement, [{"of": key, "level": levels[key]} for key in sorted(levels)])


async def sweep_buckets(work: UnitOfWork, now: datetime) -> int:
    """Forgets the empty ones."""
    return await work.run(delete(buckets).where(buckets.c.level_at < now))
