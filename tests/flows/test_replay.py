"""The whole event stream once more, doubled and shuffled: no row changes."""

import random
from typing import Any

import asyncpg

from stoa.kernel.event import Envelope
from stoa.runtime.bus import stream_name
from tests.flows.classroom import Classroom
from tests.world import World

_KEPT_APART = ("inbox", "outbox")
"""What notes the deliveries themselves."""


async def test_the_stream_delivered_again_twice_and_out_of_order_changes_no_row(
    hall: World, classroom: Classroom
) -> None:
    await classroom.learner.post(f"/api/attempts/{classroom.attempt}/submit")
    await hall.quiet()
    before = await _rows(hall)
    await _deliver_again(hall, seed=1)
    await hall.quiet()
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
