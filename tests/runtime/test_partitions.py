"""The partitioned log: one reader a partition, in order; another goes on when it is gone."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import perf_counter, sleep

import pytest

from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.live.subjects import PARTITIONS, partition_of
from stoa.runtime.partitions import Flushed, Log, Reader, Record
from stoa.runtime.partitions.between import read_between
from stoa.runtime.partitions.log import STREAM, durable
from stoa.runtime.partitions.part import Part
from stoa.runtime.partitions.record import Delivery
from stoa.runtime.publishing import Kept, Message


class Safe:
    """Where readings bring what they took, as a database would be: it outlives them."""

    def __init__(self) -> None:
        self.kept: dict[int, list[int]] = defaultdict(list)


class Noting:
    """Notes the sequences it is given, and keeps them when it is asked to."""

    def __init__(self, safe: Safe) -> None:
        self.safe = safe
        self.held: set[int] = set()
        self.taken: dict[int, list[int]] = defaultdict(list)

    async def begin(self, partition: int, ends_at: int) -> None:
        self.held.add(partition)
        self.taken[partition] = list(self.safe.kept[partition])

    async def take(self, partition: int, records: Sequence[Record]) -> None:
        kept = self.safe.kept[partition]
        self.taken[partition] += [
            record.sequence for record in records if not kept or record.sequence > kept[-1]
        ]

    async def flush(self) -> Flushed:
        for partition in self.held:
            self.safe.kept[partition] = list(self.taken[partition])
        return Flushed()

    async def end(self, partition: int) -> None:
        self.held.discard(partition)


@pytest.fixture
async def log(library_settings: Settings) -> AsyncIterator[Log]:
    bus = await Bus.connect(library_settings.bus, "writer")
    log = Log(bus)
    await log.ensure_streams()
    yield log
    await bus.close()


@asynccontextmanager
async def reading(
    settings: Settings, name: str, safe: Safe, kind: type[Noting] = Noting
) -> AsyncIterator[tuple[Noting, "asyncio.Task[None]"]]:
    bus = await Bus.connect(settings.bus, name)
    noting, ready = kind(safe), asyncio.Event()
    task = asyncio.create_task(Reader(Log(bus), name, noting).run(ready.set))
    await asyncio.wait_for(ready.wait(), 60)
    try:
        yield noting, task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await bus.close()


async def write(log: Log, count: int) -> list[tuple[int, int]]:
    """Partition and sequence of each message, of as many learners."""
    tenant, written = TenantId(new_id()), []
    for _ in range(count):
        learner = PersonId(new_id())
        sequence = await log.put(f"tel.{tenant}.{learner}.page", b"{}", str(new_id()))
        written.append((partition_of(tenant, learner), sequence))
    return written


async def until(condition: Callable[[], bool], within_s: float = 60) -> float:
    """Seconds it took."""
    began = perf_counter()
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.02)
    return perf_counter() - began


async def test_partition_is_reckoned_as_the_server_does(log: Log, library_settings: Settings) -> None:
    async with reading(library_settings, "reckoned", Safe()) as (noting, _):
        written = await write(log, 40)
        await until(lambda: {sequence for _, sequence in written} <= _all(noting))
        for partition, sequence in written:
            assert sequence in noting.taken[partition]


async def test_records_come_in_order_and_once(log: Log, library_settings: Settings) -> None:
    async with reading(library_settings, "ordered", Safe()) as (noting, _):
        last = (await write(log, 60))[-1][1]
        await until(lambda: last in {max(one, default=0) for one in noting.taken.values()})
        await asyncio.sleep(4)
        for taken in noting.taken.values():
            assert taken == sorted(set(taken))


async def test_reader_that_falls_behind_keeps_its_partitions(
    log: Log, library_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows the server that it lives while more waits than it takes within its time."""
    pinned_s = 6.0
    monkeypatch.setattr("stoa.runtime.partitions.log.PINNED_S", pinned_s)
    tenant, learner = TenantId(new_id()), PersonId(new_id())
    subject, partition = f"tel.{tenant}.{learner}.page", partition_of(tenant, learner)
    begun: list[int] = []

    class Slow(Noting):
        async def begin(self, partition: int, ends_at: int) -> None:
            begun.append(partition)
            await super().begin(partition, ends_at)

        async def take(self, partition: int, records: Sequence[Record]) -> None:
            sleep(len(records) * 2 * pinned_s / many)
            await super().take(partition, records)

    many = 5_000
    async with reading(library_settings, "behind", Safe(), Slow) as (noting, _):
        await until(lambda: partition in noting.held)
        answers = await log.bus.publisher.publish_all(
            [Message(subject, b"{}", STREAM, str(new_id())) for _ in range(many)], within_s=60
        )
        written = [answer.seq for answer in answers if isinstance(answer, Kept)]
        assert len(written) == many
        await until(lambda: noting.taken[partition][-1:] == written[-1:], within_s=60)
        assert noting.taken[partition][-many:] == written
        assert begun.count(partition) == 1


async def test_what_is_lost_on_the_way_while_catching_up_is_taken_from_the_log(
    log: Log, library_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant, learner = TenantId(new_id()), PersonId(new_id())
    subject, partition = f"tel.{tenant}.{learner}.page", partition_of(tenant, learner)
    catching_up, go_on, arrived = asyncio.Event(), asyncio.Event(), []
    arrive = Part.arrive

    class Held(Noting):
        async def take(self, partition: int, records: Sequence[Record]) -> None:
            await super().take(partition, records)
            if any(record.data == b"first" for record in records):
                catching_up.set()
                await go_on.wait()

    def seldom(part: Part, delivery: Delivery) -> None:
        arrived.append(delivery.record.data)
        if delivery.record.data != b"lost":
            arrive(part, delivery)

    monkeypatch.setattr(Part, "arrive", seldom)
    written = [await log.put(subject, b"first", str(new_id()))]
    async with reading(library_settings, "losing", Safe(), Held) as (noting, _):
        await asyncio.wait_for(catching_up.wait(), 60)
        written += [await log.put(subject, data, str(new_id())) for data in (b"lost", b"heard")]
        await until(lambda: b"heard" in arrived)
        go_on.set()
        await until(lambda: written[-1] in noting.taken[partition])
        assert noting.taken[partition][-3:] == written


async def test_other_reader_goes_on_where_the_first_died(log: Log, library_settings: Settings) -> None:
    safe = Safe()
    async with reading(library_settings, "mourned", safe) as (second, _):
        first_bus = await Bus.connect(library_settings.bus, "first")
        first = Noting(safe)
        task = asyncio.create_task(Reader(Log(first_bus), "mourned", first).run(lambda: None))
        await until(lambda: bool(first.held) and bool(second.held))
        written = await write(log, 80)
        await until(lambda: {s for _, s in written} <= _all(first) | _all(second))
        await asyncio.sleep(1.5)
        await _kill(task, first_bus)
        took = await until(lambda: {s for _, s in written} <= _all(second))
    print(f"the other had all {took:.1f} s after the death")  # noqa: T201


async def test_partitions_are_given_back_at_the_end(log: Log, library_settings: Settings) -> None:
    safe = Safe()
    async with reading(library_settings, "polite", safe) as (first, _):
        await until(lambda: len(first.held) == PARTITIONS)
        written = await write(log, 30)
        await until(lambda: {s for _, s in written} <= _all(first))
    assert {s for _, s in written} <= {s for kept in safe.kept.values() for s in kept}
    assert await _pinned(log, "polite") == set()
    async with reading(library_settings, "polite", safe) as (second, _):
        more = await write(log, 30)
        await until(lambda: {s for _, s in more} <= _all(second))
        assert await _pinned(log, "polite")


async def test_two_readers_share_the_partitions(log: Log, library_settings: Settings) -> None:
    safe = Safe()
    async with (
        reading(library_settings, "shared", safe) as (first, _),
        reading(library_settings, "shared", safe) as (second, _),
    ):
        async with asyncio.timeout(60):
            while not len(first.held) == len(second.held) == PARTITIONS // 2:
                await write(log, 40)
                await asyncio.sleep(0.8)
        assert not first.held & second.held


async def test_stretch_that_breaks_off_is_an_outage_and_no_end(log: Log) -> None:
    """What is taken for read is never read again."""
    tenant, learner = TenantId(new_id()), PersonId(new_id())
    put = [log.put(f"tel.{tenant}.{learner}.page", b"{}", str(new_id())) for _ in range(1200)]
    first, *_, last = sorted(await asyncio.gather(*put))
    partition = partition_of(tenant, learner)

    async def read(after_each: Callable[[], Awaitable[None]]) -> int:
        count = 0
        async for records in read_between(log, partition, first, last):
            count += len(records)
            await after_each()
        return count

    async def forget_who_reads() -> None:
        for one in await log.bus.stream.consumers_info(STREAM):
            if not one.config.durable_name:
                await log.bus.stream.delete_consumer(STREAM, one.name)

    assert await read(lambda: asyncio.sleep(0)) == 1200
    with pytest.raises(Unavailable):
        await read(forget_who_reads)


async def _pinned(log: Log, name: str) -> set[str]:
    """Whoever the server holds to be reading."""
    infos = [await log.api(f"CONSUMER.INFO.{STREAM}.{durable(name, one)}", {}) for one in range(PARTITIONS)]
    groups = [group for info in infos for group in info["priority_groups"]]
    return {group["pinned_client_id"] for group in groups if group.get("pinned_client_id")}


def _all(noting: Noting) -> set[int]:
    return {sequence for partition in noting.held for sequence in noting.taken[partition]}


async def _kill(task: "asyncio.Task[None]", bus: Bus) -> None:
    """As a kill -9 looks to the others: the connection is gone, and nothing was said."""
    await bus.client.close()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


HEADERS = [{"Status": status} for status in ("100", "404", "408", "409", "423", "500", "no number")] + [
    {"Nats-Pin-Id": "somebody"},
    {"Nats-Marker-Reason": "MaxAge", "KV-Operation": "PURGE"},
    {"Description": "Consumer Deleted"},
]
"""As a browser may write them: to whoever reads they look like the server's own."""


async def test_headers_of_a_message_hide_neither_it_nor_what_follows(
    log: Log, library_settings: Settings
) -> None:
    await log.ensure("fooled")
    tenant, learner = TenantId(new_id()), PersonId(new_id())
    partition, told = partition_of(tenant, learner), f"tel.{tenant}.{learner}.page"
    written = []
    for headers in HEADERS:
        written.append((await log.bus.stream.publish(told, b"{}", stream=STREAM, headers=headers)).seq)
        written.append(await log.put(told, b"{}", str(new_id())))
    read = [
        record.sequence
        async for records in read_between(log, partition, written[0], written[-1])
        for record in records
    ]
    assert read == written
    async with reading(library_settings, "fooled", Safe()) as (noting, _):
        await until(lambda: set(written) <= set(noting.taken[partition]))
        assert noting.taken[partition] == sorted(set(noting.taken[partition]))


async def test_stretch_that_is_gone_is_no_outage(log: Log) -> None:
    await log.ensure("gone")
    tenant, learner = TenantId(new_id()), PersonId(new_id())
    sequence = await log.put(f"tel.{tenant}.{learner}.page", b"{}", str(new_id()))
    beyond = read_between(log, partition_of(tenant, learner), sequence + 1, sequence + 10)
    assert [records async for records in beyond] == []
