"""The relay: every committed fact reaches the bus, whatever happens between."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from stoa.kernel.event import encode
from stoa.kernel.ids import PersonId, new_id
from stoa.runtime import relay
from stoa.runtime.bus import stream_name
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.runtime.partitions.between import read_between
from stoa.runtime.partitions.log import STREAM
from stoa.runtime.relay import connect_raw
from tests.runtime.library import BookAdded, BookRead, add_book
from tests.world import World

_WITHOUT_THEIR_LEARNER = text(
    "INSERT INTO library.outbox (tenant_id, id, type, route, about, at, correlation, data) SELECT "
    ":tenant, gen_random_uuid(), 'library.book.read.v1', 'evt.library.book.read.v1', 'odd', now(), 'x', '{}' "
    "FROM generate_series(1, 600)"
)
"""More than the relay takes at once."""


async def test_relay_under_eight_concurrent_writers_skips_nothing(world: World) -> None:
    db, caller = world.db("library"), world.caller("librarian")

    async def write(count: int) -> list[str]:
        return [str((await add_book(db, caller, f"book {n}")).id) for n in range(count)]

    written = await asyncio.gather(*(write(60) for _ in range(8)))
    await world.quiet()
    published = [str(event.book) for event in world.events(BookAdded)]
    assert sorted(published) == sorted(book for books in written for book in books)
    assert len({told.id for told, _ in world.heard()}) == len(world.heard())


async def test_late_committer_is_not_overtaken_and_not_skipped(world: World) -> None:
    db, caller = world.db("library"), world.caller("librarian")
    early = uuid4()
    async with db.work(caller) as slow:
        slow.record(BookAdded(book=early))
        await slow.run(text("SELECT pg_current_xact_id()"))
        late = (await add_book(db, caller, "late")).id
        await asyncio.sleep(0.1)
        assert world.events(BookAdded) == []
    await world.quiet()
    assert [event.book for event in world.events(BookAdded)] == [early, late]


@pytest.fixture
async def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The relay looks by itself only long after a test is over."""
    regularly = relay._POLL_S
    monkeypatch.setattr(relay, "_POLL_S", 25.0)
    await asyncio.sleep(2 * regularly)


@pytest.mark.usefixtures("seldom")
async def test_facts_that_a_stream_lost_with_its_tail_are_published_again_at_once(world: World) -> None:
    db, caller = world.db("library"), world.caller("librarian")
    books = {(await add_book(db, caller, f"book {n}")).id for n in range(5)}
    await world.quiet()
    process = world.process
    await process.bus.stream.delete_stream(stream_name("library"))
    await process.bus.ensure_streams(["library"])
    after = (await add_book(db, caller, "after")).id
    await world.quiet(within_s=15)
    assert {event.book for event in world.events(BookAdded)} == books | {after}
    assert len(world.heard()) > len(books) + 1
    assert await process.bus.last_sequence("library") >= len(books) + 1


@pytest.mark.usefixtures("seldom")
async def test_fact_that_waits_for_an_older_transaction_leaves_when_that_ends(world: World) -> None:
    db, caller = world.db("library"), world.caller("librarian")
    async with db.work(caller) as slow:
        await slow.run(text("SELECT pg_current_xact_id()"))
        await add_book(db, caller, "waiting")
        await asyncio.sleep(0.1)
        assert world.events(BookAdded) == []
    async with asyncio.timeout(15):
        while not world.events(BookAdded):
            await asyncio.sleep(0.005)


async def test_fact_of_a_learner_lies_in_their_log_word_for_word_when_it_is_told(world: World) -> None:
    reader = PersonId(new_id())
    read = BookRead(book=new_id(), reader=reader)
    log = Log(world.process.bus)
    async with world.db("library").work(world.caller("librarian")) as work:
        work.record(read)
    await world.quiet()
    assert world.events(BookRead) == [read]
    partition = subjects.partition_of(world.tenant, reader)
    last = await log.last_sequence_of(partition)
    (found,) = [one async for some in read_between(log, partition, last, last) for one in some]
    assert found.subject == f"log.{partition}.{world.tenant}.{reader}.book-read"
    assert found.data == encode(read)


async def test_fact_that_its_learners_log_cannot_take_waits_and_is_told_later(world: World) -> None:
    bus, log = world.process.bus, Log(world.process.bus)
    await world.quiet()
    await bus.stream.delete_stream(STREAM)
    reader = PersonId(new_id())
    async with world.db("library").work(world.caller("librarian")) as work:
        work.record(BookRead(book=new_id(), reader=reader))
    await world.quiet()
    assert await log.last_sequence_of(subjects.partition_of(world.tenant, reader)) > 0


async def test_facts_that_cannot_be_told_hold_up_no_other(world: World) -> None:
    """As those that were recorded before their kind named a learner."""
    async with world.db("library").work(world.caller("librarian")) as work:
        await work.run(_WITHOUT_THEIR_LEARNER, {"tenant": world.tenant})
    beside = await add_book(world.db("library"), world.caller("librarian"), "beside")
    async with asyncio.timeout(30):
        while BookAdded(book=beside.id) not in world.events(BookAdded):
            await asyncio.sleep(0.01)
    connection = await connect_raw(world.process.platform.settings.database, "stoa_relay")
    ended = await connection.execute("DELETE FROM library.outbox WHERE about = 'odd' AND stream_seq IS NULL")
    await connection.close()
    assert ended == "DELETE 600"
    await world.quiet()


async def test_connection_that_gets_no_role_is_closed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, made = asyncpg.connect, []

    async def seen(*given: Any, **named: Any) -> Any:
        made.append(await connect(*given, **named))
        return made[-1]

    monkeypatch.setattr(asyncpg, "connect", seen)
    with pytest.raises(asyncpg.PostgresError):
        await connect_raw(world.process.platform.settings.database, "nobody_of_that_name")
    assert [connection.is_closed() for connection in made] == [True]
