"""Engines and processes are killed with -9 in turn, under load: what was acknowledged is there, once.

The short form runs with the other tests; `make chaos` runs it for 60 s at 300 responses a second.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest
from bench.open_loop import Connection
from bench.school import School, open_school
from sqlalchemy import text

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.folder import ProgramStatus
from stoa.compose.operator import operating
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.up import own_processes
from stoa.contracts.assessment import ResponseScored
from stoa.kernel.event import subject
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.db.migrate import migrate

SECONDS = float(os.environ.get("STOA_CHAOS_S", "16"))
RATE = 300 if SECONDS >= 60 else 60
EVERY_S = 5.0 if SECONDS >= 60 else 2.0
CLIENTS = 32
PATIENCE_S = 60.0


@dataclass
class Answers:
    """acknowledged: ids of responses that were answered 201, by request. again: tries after a failure."""

    acknowledged: dict[int, UUID] = field(default_factory=dict)
    again: int = 0
    refused: list[str] = field(default_factory=list)


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[Supervisor]:
    environment = {**os.environ, **edge_on_free_ports()}
    before = dict(os.environ)
    os.environ.update(environment)
    async with supervised(tmp_path / "stoa", environment, durable=True) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        yield supervisor
    os.environ.clear()
    os.environ.update(before)


async def test_what_was_acknowledged_survives_the_death_of_every_program(platform: Supervisor) -> None:
    settings = platform.house.settings
    async with open_school(settings) as school:
        answers = Answers()
        async with asyncio.TaskGroup() as tasks:
            killing = tasks.create_task(_kill_in_turn(platform))
            await _respond(settings, school, answers)
            killing.cancel()
        assert answers.refused == []
        assert len(answers.acknowledged) == int(RATE * SECONDS)
        kept = await _kept(settings, school)
        told = await _told(settings, len(kept))
    assert set(answers.acknowledged.values()) <= set(kept)
    assert len(kept) == len(set(kept)) == len(answers.acknowledged)
    assert set(told) == {str(response) for response in kept}


async def _kill_in_turn(platform: Supervisor) -> None:
    """Whatever runs, one after the other, without asking."""
    names = [program.name for program in platform.status().programs]
    for name in cycle(names):
        await asyncio.sleep(EVERY_S)
        victim = await _alive(platform, name)
        if victim.pid is not None:
            os.kill(victim.pid, signal.SIGKILL)


async def _alive(platform: Supervisor, name: str) -> ProgramStatus:
    while True:
        found = next(one for one in platform.status().programs if one.name == name)
        if found.state == "ready":
            return found
        await asyncio.sleep(0.1)


async def _respond(settings: Settings, school: School, answers: Answers) -> None:
    """At the rate, each sent again with the same key until it is acknowledged, as our page does."""
    where = urlsplit(settings.web.app_origin)
    requests = enumerate(school.responses(where.netloc))
    due: asyncio.Queue[tuple[int, bytes] | None] = asyncio.Queue()

    async def client() -> None:
        sender = Sender(where.port or 80)
        while (request := await due.get()) is not None:
            await sender.send(*request, answers)
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


class Sender:
    """A client that does not give up while the platform may come back."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: Connection | None = None

    async def send(self, number: int, request: bytes, answers: Answers) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while (outcome := await self._try(request)) is None or outcome[0] >= 500 or outcome[0] == 429:
                answers.again += 1
                await asyncio.sleep(0.2)
        status, body = outcome
        if status == 201:
            answers.acknowledged[number] = UUID(msgspec.json.decode(body)["response"])
        else:
            answers.refused.append(f"{status} {body[:300]!r}")

    async def _try(self, request: bytes) -> tuple[int, bytes] | None:
        try:
            if self._connection is None:
                self._connection = await Connection.open("127.0.0.1", self._port)
            return await asyncio.wait_for(self._connection.ask(request), 10)
        except (OSError, TimeoutError):
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


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
