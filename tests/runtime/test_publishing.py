"""Many messages into streams at once: each has its answer, whatever became of the others."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from nats.js.errors import APIError, NoStreamResponseError

from stoa.runtime.publishing import Kept, Message
from tests.world import World


@pytest.fixture
async def stream(world: World) -> AsyncIterator[str]:
    name = f"shelf_{uuid4().hex}"
    await world.process.bus.stream.add_stream(name=name, subjects=[f"{name}.>"])
    yield name
    await world.process.bus.stream.delete_stream(name)


def message(stream: str, once: str = "", *, subject: str = "") -> Message:
    return Message(subject or f"{stream}.book", b"{}", stream, once or str(uuid4()), {"ce-type": "book"})


async def test_messages_lie_in_the_stream_in_their_order(world: World, stream: str) -> None:
    bus = world.process.bus
    sent = [message(stream) for _ in range(200)]
    answers = await bus.publisher.publish_all(sent)
    assert answers == [Kept(seq) for seq in range(1, 201)]
    found = [await bus.stream.get_msg(stream, seq) for seq in (1, 100, 200)]
    headers = [one.headers or {} for one in found]
    assert [one["Nats-Msg-Id"] for one in headers] == [sent[n].once for n in (0, 99, 199)]
    assert {one["ce-type"] for one in headers} == {"book"}


async def test_repeat_is_told_and_lies_there_once(world: World, stream: str) -> None:
    bus = world.process.bus
    await bus.publisher.publish_all([message(stream, "first")])
    again = await bus.publisher.publish_all([message(stream, "first"), message(stream, "second")])
    assert again == [Kept(1, duplicate=True), Kept(2)]


async def test_what_one_stream_refuses_does_not_keep_the_others_back(world: World, stream: str) -> None:
    bus = world.process.bus
    answers = await bus.publisher.publish_all(
        [
            message("another", subject=f"{stream}.book"),
            message(stream, subject="nowhere.at.all"),
            message(stream),
        ]
    )
    assert [type(answer) for answer in answers] == [APIError, NoStreamResponseError, Kept]


async def test_who_does_not_answer_in_time_is_told_apart(world: World, stream: str) -> None:
    bus = world.process.bus
    silent = await bus.client.subscribe(f"silent.{stream}")
    answers = await bus.publisher.publish_all(
        [message(stream, subject=f"silent.{stream}"), message(stream)], within_s=15
    )
    await silent.unsubscribe()
    assert [type(answer) for answer in answers] == [TimeoutError, Kept]


async def test_nothing_has_no_answer(world: World) -> None:
    assert await world.process.bus.publisher.publish_all([]) == []
