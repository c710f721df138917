"""The fuzzy index follows what PostgreSQL remembers."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.kernel.ids import EVERY_TENANT, TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.ports import FuzzyMemory
from stoa.services.localization.store import courses, memory

_AT_ONCE = 5_000
_SPARE = timedelta(seconds=10)
"""Transactions that began before others were seen may end after them, but none takes so long."""


async def follow(db: Database, fuzzy: FuzzyMemory, clock: Clock) -> None:
    """Brings the index of every tenant and locale pair up to now; one that knows nothing is built anew."""
    async with db.read(Caller(tenant=EVERY_TENANT)) as read:
        tenants = await courses.list_tenants(read)
    for tenant in tenants:
        caller = Caller(tenant=TenantId(tenant))
        async with db.read(caller) as read:
            pairs = await memory.list_pairs(read)
        for pair, newest in pairs.items():
            now, until = clock(), await fuzzy.known_until(tenant, pair)
            if until is None:
                await fuzzy.rebuild(tenant, pair, _since(db, caller, pair, None), now)
            elif newest > until - _SPARE:
                await _forget_since(db, fuzzy, caller, pair, until - _SPARE)
                units = [one async for one in _since(db, caller, pair, until - _SPARE)]
                await fuzzy.learn(tenant, pair, units, now)


async def _forget_since(
    db: Database, fuzzy: FuzzyMemory, caller: Caller, pair: LocalePair, moment: datetime
) -> None:
    """What people removed, and what left with its file; whichever process was told."""
    seen: tuple[datetime, UUID] = (moment, EVERY_TENANT)
    while True:
        async with db.read(caller) as read:
            page = await memory.removed_after(read, pair, seen, _AT_ONCE)
        if page:
            await fuzzy.forget(caller.tenant, pair, [unit for _, unit in page])
        if len(page) < _AT_ONCE:
            return
        seen = page[-1]


async def _since(
    db: Database, caller: Caller, pair: LocalePair, moment: datetime | None
) -> AsyncIterator[Remembered]:
    """A page a transaction, so that none is long."""
    seen: tuple[datetime, UUID] | None = None if moment is None else (moment, EVERY_TENANT)
    while True:
        async with db.read(caller) as read:
            page = await memory.changed_after(read, pair, seen, _AT_ONCE)
        for at, one in page:
            seen = (at, one.id)
            yield one
        if len(page) < _AT_ONCE:
            return
