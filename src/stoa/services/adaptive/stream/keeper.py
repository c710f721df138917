"""Keeps the partitions that this process holds: takes records, folds them, brings the outcome to safety."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import time
from uuid import UUID

from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import TenantId
from stoa.runtime import log as logs
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.partitions import Flushed, Log, Record
from stoa.services.adaptive.commands.calibrating import calibrate_items
from stoa.services.adaptive.commands.flood import notice_flood
from stoa.services.adaptive.commands.flush import Stale, flush
from stoa.services.adaptive.commands.fold.loading import Loading
from stoa.services.adaptive.commands.fold.reading import Heard, HeardByAll, Unreadable, read
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.domain.changes import Changes
from stoa.services.adaptive.domain.tallied import ITEM
from stoa.services.adaptive.stream import measures
from stoa.services.adaptive.stream.answering import Answering
from stoa.services.adaptive.stream.floods import Floods
from stoa.services.adaptive.stream.pushing import Pushing

_log = logs.get(__name__)
_CALIBRATE_EVERY, _FORGET_EVERY = 10, 300
"""Flushes."""
_MOST_CALIBRATED = 1_000
"""Items of a tenant at once."""


class Keeper:
    """Implements `Reading`. A fold is a tenant's in a partition."""

    def __init__(self, db: Database, log: Log) -> None:
        self._db = db
        self._loading = Loading(db)
        self._pushing = Pushing(log.bus.client)
        self._answering = Answering(log.bus.client)
        self._floods = Floods()
        self._folds: dict[int, dict[TenantId, TenantFold]] = {}
        self._ends_at: dict[int, int] = {}
        self._flushes = 0
        self._uncalibrated: defaultdict[TenantId, set[UUID]] = defaultdict(set)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["Keeper"]:
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(self._pushing.run(self._folds))
            try:
                yield self
            finally:
                telling.cancel()

    async def begin(self, partition: int, ends_at: int) -> None:
        self._folds[partition], self._ends_at[partition] = {}, ends_at
        measures.held.set(len(self._folds))
        await self._answering.open(partition, self._folds[partition])

    async def end(self, partition: int) -> None:
        self._folds.pop(partition, None)
        measures.held.set(len(self._folds))
        await self._answering.close(partition)

    async def take(self, partition: int, records: Sequence[Record]) -> None:
        folds = self._folds[partition]
        heard = await self._read(records)
        by_tenant: defaultdict[TenantId, list[Heard | HeardByAll]] = defaultdict(list)
        for one in heard:
            by_tenant[one.tenant].append(one)
        for tenant, theirs in by_tenant.items():
            if tenant not in folds:
                folds[tenant] = await self._loading.begin(tenant, partition, self._ends_at[partition])
            await self._loading.prepare(folds[tenant], theirs)
        if heard:
            # The one that has waited longest stands for all of the batch.
            measures.folding.observe(time() - heard[0].record.at_ms / 1000)
        for one in heard:
            await self._fold(folds[one.tenant], one)
        measures.folded.inc(len(heard))

    async def _read(self, records: Sequence[Record]) -> list[Heard | HeardByAll]:
        heard = []
        for record in records:
            try:
                heard.append(read(record))
                self._floods.count(record, heard[-1])
            except Unreadable as unreadable:
                self._floods.count(record, None)
                await self._pushing.put_aside(record, unreadable.reason)
        return heard

    async def _fold(self, fold: TenantFold, heard: Heard | HeardByAll) -> None:
        """A message that cannot be folded never stops those behind it."""
        try:
            pushed = fold.take(heard)
        except Unreadable as unreadable:
            await self._pushing.put_aside(heard.record, unreadable.reason)
        except Exception:  # noqa: BLE001 - whatever it is, the next learner must not wait for it
            _log.exception("message.not_folded", sequence=heard.record.sequence)
            await self._pushing.put_aside(heard.record, "defect")
        else:
            for one in pushed:
                await self._pushing.decision(one)
                measures.deciding.observe(time() - heard.record.at_ms / 1000)

    async def flush(self) -> Flushed:
        """What of one tenant cannot be kept holds up nobody else's."""
        stale: set[int] = set()
        behind: set[int] = set()
        with measures.flushes.time():
            by_tenant = await self._changes()
            try:
                while by_tenant:
                    tenant, pairs = by_tenant.popitem()
                    try:
                        stale |= await self._flush(tenant, pairs)
                    except Unavailable:
                        raise
                    except Exception:  # noqa: BLE001 - whatever it is, the others must be kept
                        _log.exception("tenant.not_kept", tenant=str(tenant))
                        behind |= {changes.partition for _, changes in pairs}
            finally:
                for pairs in by_tenant.values():
                    _keep(pairs)
        self._flushes += 1
        while self._floods.noticed:
            flood = self._floods.noticed.pop()
            await notice_flood(self._db, Caller(tenant=flood.tenant), flood.told)
        if self._flushes % _CALIBRATE_EVERY == 0:
            await self._calibrate()
        if self._flushes % _FORGET_EVERY == 0:
            self._forget()
        return Flushed(stale, behind)

    async def _changes(self) -> dict[TenantId, list[tuple[TenantFold, Changes]]]:
        """Partition by partition, so that nobody's decision waits until all is written down."""
        found: defaultdict[TenantId, list[tuple[TenantFold, Changes]]] = defaultdict(list)
        for folds in list(self._folds.values()):
            for fold in list(folds.values()):
                changes = fold.changes()
                if changes is not None:
                    fold.begin_changes()
                    found[fold.tenant].append((fold, changes))
            await asyncio.sleep(0)
        return dict(found)

    async def _flush(self, tenant: TenantId, pairs: list[tuple[TenantFold, Changes]]) -> set[int]:
        try:
            await flush(self._db, Caller(tenant=tenant), [changes for _, changes in pairs])
        except Stale as found:
            _log.warning("partitions.stale", partitions=sorted(found.partitions))
            _keep(pairs)
            return found.partitions
        except BaseException:
            _keep(pairs)
            raise
        for fold, changes in pairs:
            fold.settle(changes)
            self._uncalibrated[tenant] |= {one.about for one in changes.tallies if one.noun == ITEM}
        return set()

    async def _calibrate(self) -> None:
        """What failed is done at the next time: counts only grow."""
        for tenant, items in self._uncalibrated.items():
            if items:
                await calibrate_items(self._db, Caller(tenant=tenant), sorted(items)[:_MOST_CALIBRATED])
                items.clear()

    def _forget(self) -> None:
        for folds in self._folds.values():
            for fold in folds.values():
                fold.forget()


def _keep(pairs: list[tuple[TenantFold, Changes]]) -> None:
    for fold, changes in pairs:
        fold.keep_changes(changes)
