"""The whole event stream once more, doubled and shuffled: no row changes."""

import asyncio
import random
from typing import Any

import asyncpg

from stoa.kernel.event import Envelope
from stoa.runtime.bus import stream_name
from stoa.runtime.live.subjects import PARTITIONS
from stoa.runtime.partitions.log import STREAM, durable
from stoa.services.localization.jobs import look_around, look_into_everything
from tests.flows.classroom import Classroom
from tests.world import World

_KEPT_APART = ("inbox", "outbox", "folds")
"""What notes the deliveries themselves, and how far the log was read."""


async def test_the_stream_delivered_again_twice_and_out_of_order_changes_no_row(
    hall: World, classroom: Classroom
) -> None:
    await classroom.learner.post(f"/api/attempts/{classroom.attempt}/submit")
    # Looked just now, localization's jobs write down no other look meanwhile.
    await look_around(hall.db("localization"))
    await look_into_everything(hall.db("localization"), hall.objects)
    await _settled(hall)
    before = await _rows(hall)
    await _deliver_again(hall, seed=1)
    await _settled(hall)
    assert await _rows(hall) == before


async def test_without_the_inbox_a_change_would_be_noticed(hall: World, classroom: Classroom) -> None:
    """The comparison sees a single changed row."""
    before = await _rows(hall)
    connection = await _owner(hall)
    await connection.execute("UPDATE tracking.runs SET title = title || '.'")
    changed = await _rows(hall)
    await connection.execute("UPDATE tracking.runs SET title = left(title, -1)")
    await connection.close()
    assert changed != before


async def _settled(world: World) -> None:
    """Also what was handed on into the log is folded and in safe keeping."""
    await world.quiet()
    async with asyncio.timeout(90):
        for partition in range(PARTITIONS):
            while await _waiting(world, durable("adaptive", partition)):
                await asyncio.sleep(0.1)


async def _waiting(world: World, consumer: str) -> int:
    info: Any = await world.process.bus.stream.consumer_info(STREAM, consumer)
    return int(info.num_pending) + int(info.num_ack_pending)


async def _deliver_again(world: World, seed: int) -> None:
    again: list[tuple[Envelope, str]] = world.heard() * 2
    random.Random(seed).shuffle(again)
    for envelope, subject in again:
        await world.process.bus.stream.publish(
            subject,
            envelope.data,
            stream=stream_name(subject.split(".")[1]),
            headers=envelope.headers(),
        )


async def _rows(world: World) -> dict[str, str]:
    """A digest of every table of every service."""
    connection = await _owner(world)
    digests: dict[str, str] = {}
    for service in world.process.services:
        for table in service.metadata.tables.values():
            if table.name not in _KEPT_APART:
                query = f"SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
                digests[str(table)] = await connection.fetchval(query)
    await connection.close()
    return digests


async def _owner(world: World) -> Any:
    url = world.process.platform.settings.database.admin_url.reveal()
    return await asyncpg.connect(url.replace("+asyncpg", ""))
