"""Safe keeping: what of one tenant cannot be kept holds up nobody else's, and is not acknowledged."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from stoa.compose.embedded import embedded
from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.bus import Bus
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, connect
from stoa.runtime.db.migrate import migrate
from stoa.runtime.partitions import Flushed, Log, Record
from stoa.services.adaptive import tables
from stoa.services.adaptive.commands.flush import flush
from stoa.services.adaptive.domain.changes import Changes
from stoa.services.adaptive.domain.told import Enrolled
from stoa.services.adaptive.stream import keeper as keeping
from stoa.services.adaptive.stream.keeper import Keeper

PARTITION = 5


@pytest.fixture
async def keeper(tmp_path: Path) -> AsyncIterator[tuple[Keeper, Database]]:
    async with embedded(tmp_path, only=("postgresql", "nats")) as settings:
        await migrate(settings.database, ["stoa.services.adaptive"])
        bus, engine = await Bus.connect(settings.bus, "keeping"), connect(settings.database)
        db = Database(engine, tables.METADATA)
        keeper = Keeper(db, Log(bus))
        await keeper.begin(PARTITION, ends_at=100)
        yield keeper, db
        await bus.close()
        await engine.dispose()


def enrolled(tenant: TenantId, sequence: int) -> Record:
    told = Enrolled(registration=new_id(), run=new_id(), course=new_id(), change=1)
    subject = f"log.{PARTITION}.{tenant}.{PersonId(new_id())}.platform"
    return Record(subject, sequence, 1_790_000_000_000, msgspec.json.encode(told))


async def kept(db: Database, tenant: TenantId) -> int:
    async with db.read(Caller(tenant=tenant)) as read:
        return int(await read.value(text("SELECT count(*) FROM adaptive.states")) or 0)


async def test_what_of_one_tenant_cannot_be_kept_holds_up_nobody_elses(
    keeper: tuple[Keeper, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    taking, db = keeper
    ill, well = TenantId(new_id()), TenantId(new_id())
    await taking.take(PARTITION, [enrolled(ill, 1), enrolled(well, 2)])

    async def refuse_one(db: Database, caller: Caller, changes: Sequence[Changes]) -> None:
        if caller.tenant == ill:
            raise ValueError("no column takes this")
        await flush(db, caller, changes)

    with monkeypatch.context() as fault:
        fault.setattr(keeping, "flush", refuse_one)
        assert await taking.flush() == Flushed(stale=set(), behind={PARTITION})
    assert (await kept(db, ill), await kept(db, well)) == (0, 1)
    assert not (await taking.flush()).behind
    assert await kept(db, ill) == 1
