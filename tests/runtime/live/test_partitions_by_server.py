"""The server puts every learner into the partition that we work out ourselves."""

import asyncio
import json
from typing import Any

from stoa.kernel.ids import PersonId, SessionId, new_id, new_secret_id
from stoa.runtime.live import subjects
from tests.world import World


async def test_server_and_code_choose_the_same_partition(world: World) -> None:
    client = world.process.bus.client
    name = f"partitions_{new_id().hex}"
    # Another prefix than the real one: the stream that has it may be here already.
    told = subjects.TOLD.replace("tel.", f"{name}.")
    config = {
        "name": name,
        "subjects": [told],
        "storage": "memory",
        "subject_transform": {"src": told, "dest": subjects.LOGGED.replace("log.", f"{name}_log.")},
    }
    made = await client.request(f"$JS.API.STREAM.CREATE.{name}", json.dumps(config).encode())
    assert "error" not in json.loads(made.data)
    learners = [PersonId(new_id()) for _ in range(40)]
    for learner in learners:
        subject = subjects.actions(world.tenant, learner, SessionId(new_secret_id()))
        await world.process.bus.stream.publish(subject.replace("tel.", f"{name}."), b"{}")
    found: dict[str, int] = {}

    async def keep(message: Any) -> None:
        _, partition, _, learner, _ = message.subject.split(".")
        found[learner] = int(partition)

    await world.process.bus.stream.subscribe(f"{name}_log.>", stream=name, cb=keep, ordered_consumer=True)
    async with asyncio.timeout(60):
        while len(found) < len(learners):
            await asyncio.sleep(0.01)
    await world.process.bus.stream.delete_stream(name)
    expected = {str(learner): subjects.partition_of(world.tenant, learner) for learner in learners}
    assert found == expected
    assert set(found.values()) <= set(range(subjects.PARTITIONS))
    assert len(set(found.values())) > 1
