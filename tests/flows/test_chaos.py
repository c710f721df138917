"""Engines and processes are killed with -9 in turn, under load: what was acknowledged is there, once.

The short form runs with the other tests; `make chaos` runs it for 60 s at 300 responses a second.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest
from bench.school import School, open_school
from sqlalchemy import text

from stoa.compose.operator import operating
from stoa.compose.supervisor import Supervisor
from stoa.contracts.assessment import ResponseScored
from stoa.kernel.event import subject
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from tests.flows.chaos import PATIENCE_S, SECONDS, Sender, kill_in_turn, open_platform

RATE = 300 if SECONDS >= 60 else 60
CLIENTS = 32


@dataclass
class Answers:
    """acknowledged: ids of responses that were answered 201, by request. again: tries after a failure."""

    acknowledged: dict[int, UUID] = field(default_factory=dict)
    again: int = 0
    refused: list[str] = field(default_factory=list)

    def note(self, number: int, status: int, body: bytes) -> None:
        if status == 201:
            self.acknowledged[number] = UUID(msgspec.json.decode(body)["response"])
        else:
            self.refused.append(f"{status} {body[:300]!r}")


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[Supervisor]:
    async with open_platform(tmp_path / "stoa") as supervisor:
        yield supervisor


async def test_what_was_acknowledged_survives_the_death_of_every_program(platform: Supervisor) -> None:
    settings = platform.house.settings
    async with open_school(settings) as school:
        answers = Answers()
        async with asyncio.TaskGroup() as tasks:
            killing = tasks.create_task(kill_in_turn(platform))
            await _respond(settings, school, answers)
            killing.cancel()
        assert answers.refused == []
        assert len(answers.acknowledged) == int(RATE * SECONDS)
        kept = await _kept(settings, school)
        told = await _told(settings, len(kept))
    assert set(answers.acknowledged.values()) <= set(kept)
    assert len(kept) == len(set(kept)) == len(answers.acknowledged)
    assert set(told) == {str(response) for response in kept}


async def _respond(settings: Settings, school: School, answers: Answers) -> None:
    """At the rate, each sent again with the same key until it is acknowledged, as our page does."""
    where = urlsplit(settings.web.app_origin)
    requests = enumerate(school.responses(where.netloc))
    due: asyncio.Queue[tuple[int, bytes] | None] = asyncio.Queue()

    async def client() -> None:
        sender = Sender(where.port or 80)
        while (request := await due.get()) is not None:
            answers.note(request[0], *await sender.send(request[1]))
        answers.again += sender.again
        sender.close()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CLIENTS):
            tasks.create_task(client())
        began = asyncio.get_running_loop().time()
        for number, request in requests:
            if number >= int(RATE * SECONDS):
                break
            await asyncio.sleep(max(0.0, began + number / RATE - asyncio.get_running_loop().time()))
            due.put_nowait((number, request))
        for _ in range(CLIENTS):
            due.put_nowait(None)


async def _kept(settings: Settings, school: School) -> list[UUID]:
    """Responses in the database, each with exactly one fact in the outbox."""
    query = text(
        "SELECT r.id, (SELECT count(*) FROM assessment.outbox o WHERE o.about = r.id::text) AS facts "
        "FROM assessment.responses r"
    )
    async with operating(settings) as operator:
        caller = operator.caller(school.tenant)
        async with operator.databases["assessment"].read(caller) as read:
            rows = await read.all(query)
    assert {row.facts for row in rows} == {1}
    return [row.id for row in rows]


async def _told(settings: Settings, expected: int) -> Counter[str]:
    """Responses that the bus holds, once the relay has come to the end; by how often."""
    bus = await Bus.connect(settings.bus, "chaos")
    told: Counter[str] = Counter()

    async def hear(message: Any) -> None:
        told[message.headers["ce-subject"]] += 1

    await bus.stream.subscribe(subject(ResponseScored), cb=hear, ordered_consumer=True)
    async with asyncio.timeout(PATIENCE_S):
        while len(told) < expected:
            await asyncio.sleep(0.1)
    await bus.close()
    return told
