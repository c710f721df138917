"""What a pull consumer brings is had as it comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from nats.js.api import AckPolicy, ConsumerConfig

from stoa.kernel.ids import new_id
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.pull import Pull, PullEnded, pulling

WITHIN_S = 30
"""Less than the server may take to say that nothing more came."""


@pytest.fixture
async def bus(library_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bus]:
    monkeypatch.setattr("stoa.runtime.pull._EXPIRES_S", 60.0)
    bus = await Bus.connect(library_settings.bus, "pulling")
    yield bus
    await bus.close()


@asynccontextmanager
async def stream(bus: Bus, most: int) -> AsyncIterator[tuple[str, Pull]]:
    """A stream of its own with a consumer; its name is its subject as well."""
    name = f"pulled_{new_id().hex}"
    await bus.stream.add_stream(name=name, subjects=[name])
    try:
        await bus.stream.add_consumer(name, ConsumerConfig(durable_name="one", ack_policy=AckPolicy.EXPLICIT))
        async with pulling(bus.client, name, "one", most) as pull:
            yield name, pull
    finally:
        await bus.stream.delete_stream(name)


async def test_message_that_comes_alone_does_not_wait_for_others(bus: Bus) -> None:
    async with stream(bus, most=20) as (name, pull):
        for number in range(4):
            await bus.stream.publish(name, b"%d" % number)
            async with asyncio.timeout(WITHIN_S):
                [message] = await pull.next()
            assert message.data == b"%d" % number


async def test_no_more_come_ahead_than_were_asked_for(bus: Bus) -> None:
    async with stream(bus, most=5) as (name, pull):
        for number in range(12):
            await bus.stream.publish(name, b"%d" % number)
        seen: list[bytes] = []
        while len(seen) < 12:
            came = await pull.next()
            await bus.client.flush()
            assert len(came) + len(pull.arrived) <= 5
            seen += [message.data for message in came]
        assert seen == [b"%d" % number for number in range(12)]


async def test_consumer_that_is_gone_is_told(bus: Bus) -> None:
    async with stream(bus, most=5) as (name, pull):
        waiting = asyncio.create_task(pull.next())
        await asyncio.sleep(0.2)
        await bus.stream.delete_consumer(name, "one")
        with pytest.raises(PullEnded):
            await asyncio.wait_for(waiting, WITHIN_S)
        async with pulling(bus.client, name, "one", 5) as none:
            with pytest.raises(PullEnded):
                await asyncio.wait_for(none.next(), WITHIN_S)
