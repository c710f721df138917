"""Folds are killed with -9: states and decisions are those of a single fold of the log, bit for bit."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import text

from stoa.compose.embedded import embedded
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import TenantId, new_id
from stoa.runtime.bus import Bus
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings, encode_setting
from stoa.runtime.db import Database, connect
from stoa.runtime.db.migrate import migrate
from stoa.runtime.partitions import Log
from stoa.services.adaptive import tables
from stoa.services.adaptive.domain.changes import Changes
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.tallied import ITEM, read_item
from tests.services.adaptive.story import Character, characters, enrol, folded_at_once


@pytest.fixture(scope="module")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """Engines without anybody who folds."""
    async with embedded(tmp_path_factory.mktemp("folds"), only=("postgresql", "nats")) as settings:
        await migrate(settings.database, ["stoa.services.adaptive"])
        yield settings


@pytest.fixture
async def log(settings: Settings) -> AsyncIterator[Log]:
    bus = await Bus.connect(settings.bus, "story")
    log = Log(bus)
    await log.ensure("adaptive")
    yield log
    await bus.close()


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    engine = connect(settings.database)
    yield Database(engine, tables.METADATA)
    await engine.dispose()


@asynccontextmanager
async def folding(settings: Settings, folder: Path) -> AsyncIterator[Process]:
    file = folder / "settings.json"
    file.write_bytes(msgspec.json.encode(settings, enc_hook=encode_setting))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.services.adaptive.fold", str(file)), stdout=PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while b"ready" not in await process.stdout.readline():
                """It says other things first."""
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.communicate(), 60)


async def _tell(one: Character, log: Log, message: Any) -> None:
    """Again where it was not answered in time, as a browser does."""
    async with asyncio.timeout(60):
        while True:
            with suppress(Unavailable):
                return await one.tell(log, message)
            await asyncio.sleep(0.05)


async def act_out(log: Log, cast: list[Character], first: int, last: int) -> None:
    """Everybody at once, each in their own order."""

    async def play(one: Character) -> None:
        for message in one.messages[first:last]:
            await _tell(one, log, message)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(play(one) for one in cast))


async def kept(db: Database, tenant: TenantId, wanted: list[Changes], within_s: float = 90) -> None:
    """Until everything that the log holds is in safe keeping."""
    ends = {one.partition: one.now for one in wanted}
    async with asyncio.timeout(within_s):
        while await _kept(db, tenant) != ends:
            await asyncio.sleep(0.1)


async def _kept(db: Database, tenant: TenantId) -> dict[int, int]:
    async with db.read(Caller(tenant=tenant)) as read:
        rows = await read.all(text("SELECT partition, sequence FROM adaptive.folds"))
    return {row.partition: row.sequence for row in rows}


async def assert_same(db: Database, tenant: TenantId, wanted: list[Changes]) -> None:
    async with db.read(Caller(tenant=tenant)) as read:
        states = await read.all(text("SELECT registration, state FROM adaptive.states"))
        made = await read.all(
            text("SELECT id, decision, candidates, features FROM adaptive.decisions ORDER BY id")
        )
        tallies = await read.all(text("SELECT partition, about, data FROM adaptive.tallies"))
        facts = await read.all(
            text(
                "SELECT told->'decision'->>'id' AS id"
                " FROM adaptive.outbox, json_array_elements(data::json->'decisions') AS told"
                " WHERE type LIKE '%made%'"
            )
        )
    assert {row.registration: bytes(row.state) for row in states} == {
        state.registration: state.state for one in wanted for state in one.states
    }
    decisions: list[Any] = sorted((made for one in wanted for made in one.made), key=lambda made: made.id)
    assert [tuple(row) for row in made] == [
        (one.id, one.decision, one.candidates, one.features) for one in decisions
    ]
    assert {(row.partition, row.about): bytes(row.data) for row in tallies} == {
        (one.partition, tally.about): tally.data for one in wanted for tally in one.tallies
    }
    offered = sorted(str(one.id) for one in decisions if one.decision != "null")
    assert sorted(row.id for row in facts) == offered
    assert offered


async def test_fold_that_is_killed_in_the_middle_changes_nothing(
    settings: Settings, log: Log, db: Database, tmp_path: Path
) -> None:
    tenant = TenantId(new_id())
    cast = characters(tenant, 24, 60)
    await enrol(db, log, cast)
    async with folding(settings, tmp_path) as first:
        await act_out(log, cast, 0, 25)
        playing = asyncio.create_task(act_out(log, cast, 25, 60))
        await asyncio.sleep(0.7)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        async with folding(settings, tmp_path):
            await playing
            wanted = await folded_at_once(log, tenant)
            await kept(db, tenant, wanted)
    await assert_same(db, tenant, wanted)


async def test_death_of_one_of_two_folds_loses_nothing(
    settings: Settings, log: Log, db: Database, tmp_path: Path
) -> None:
    tenant = TenantId(new_id())
    cast = characters(tenant, 24, 160)
    await enrol(db, log, cast)
    async with folding(settings, tmp_path) as first, folding(settings, tmp_path):
        await act_out(log, cast, 0, 100)
        playing = asyncio.create_task(act_out(log, cast, 100, 160))
        await asyncio.sleep(0.4)
        os.kill(first.pid, signal.SIGKILL)
        killed_at = perf_counter()
        await playing
        wanted = await folded_at_once(log, tenant)
        await kept(db, tenant, wanted)
        print(f"safe {perf_counter() - killed_at:.1f} s after the death")  # noqa: T201
    await assert_same(db, tenant, wanted)


async def test_everything_told_twice_counts_once(
    settings: Settings, log: Log, db: Database, tmp_path: Path
) -> None:
    """Past what the server knows by itself: under other keys, later, and in another order."""
    tenant, again = TenantId(new_id()), TenantId(new_id())
    cast = characters(tenant, 6, 30)
    copies = [Character(again, one.learner, one.registration, one.messages) for one in cast]
    for everybody in (cast, copies):
        await enrol(db, log, everybody)
        for one in everybody:
            for message in one.messages:
                await one.tell(log, message, once=new_id())
    for one in copies:
        for message in reversed(one.messages):
            await one.tell(log, message, once=new_id())
    once, twice = await folded_at_once(log, tenant), await folded_at_once(log, again)
    async with folding(settings, tmp_path):
        await kept(db, again, twice)
    await assert_same(db, again, twice)
    assert _counts(once) == _counts(twice)


def _counts(changes: list[Changes]) -> dict[UUID, tuple[Any, ...]]:
    """Of items, over all partitions: tenants are spread over them differently."""
    found: defaultdict[UUID, ItemTally] = defaultdict(ItemTally)
    for tally in (tally for one in changes for tally in one.tallies if tally.noun == ITEM):
        found[tally.about] = found[tally.about].merged(read_item(tally.data))
    return {
        item: (one.shown, one.responses, one.right, one.first_tries, one.skipped, one.hints, one.hesitations)
        for item, one in found.items()
    }
