"""Telemetry that was acknowledged is folded, once, whatever is killed meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count, cycle
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from bench.school import Paper, School, open_school
from sqlalchemy import text

from stoa.compose.operator import operating
from stoa.compose.supervisor import Supervisor
from stoa.contracts.telemetry import ActionBatch, ConsentScope, PageOpened, TimeSpent
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import new_id
from stoa.runtime.config import Settings
from stoa.services.adaptive.commands.fold.standing import standing_from
from stoa.services.adaptive.domain.changes import State
from tests.flows.chaos import PATIENCE_S, SECONDS, Sender, kill_in_turn, open_platform

RATE = 100 if SECONDS >= 60 else 30
CLIENTS = 16
SPARED = ("postgresql", "seaweedfs", "web-0", "web-1")
"""Their deaths are tried with responses; here those through which telemetry goes are killed."""


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[Supervisor]:
    async with open_platform(tmp_path / "stoa") as supervisor:
        yield supervisor


async def test_acknowledged_telemetry_survives_the_death_of_what_it_goes_through(
    platform: Supervisor,
) -> None:
    settings = platform.house.settings
    async with open_school(settings) as school:
        await _until_known(settings, school)
        async with asyncio.TaskGroup() as tasks:
            killing = tasks.create_task(kill_in_turn(platform, spared=SPARED))
            acknowledged = await _tell(settings, school)
            killing.cancel()
        assert acknowledged == int(RATE * SECONDS)
        assert await _folded(settings, school, 2 * acknowledged) == 2 * acknowledged


async def _until_known(settings: Settings, school: School) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await _count(settings, school, "SELECT count(*) FROM adaptive.states") < len(school.papers):
            await asyncio.sleep(0.2)


async def _count(settings: Settings, school: School, query: str) -> int:
    async with operating(settings) as operator:
        caller = operator.caller(school.tenant)
        async with operator.databases["adaptive"].read(caller) as read:
            return int(await read.value(text(query)))


async def _tell(settings: Settings, school: School) -> int:
    """How many batches were acknowledged; each was sent again with the same id until it was."""
    where = urlsplit(settings.web.app_origin)
    due: asyncio.Queue[bytes | None] = asyncio.Queue()
    acknowledged = 0

    async def client() -> None:
        nonlocal acknowledged
        sender = Sender(where.port or 80)
        while (request := await due.get()) is not None:
            status, body = await sender.send(request)
            assert status == 202, (status, body[:300])
            acknowledged += 1
        sender.close()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CLIENTS):
            tasks.create_task(client())
        began = asyncio.get_running_loop().time()
        for number, request in zip(range(int(RATE * SECONDS)), _requests(school, where.netloc), strict=False):
            await asyncio.sleep(max(0.0, began + number / RATE - asyncio.get_running_loop().time()))
            due.put_nowait(request)
        for _ in range(CLIENTS):
            due.put_nowait(None)
    return acknowledged


def _requests(school: School, host: str) -> Iterator[bytes]:
    for _, paper in zip(count(), cycle(school.papers), strict=False):
        body = msgspec.json.encode(_batch(school, paper))
        head = (
            f"POST /api/telemetry HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {paper.token}\r\n"
            f"Idempotency-Key: {new_id()}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _batch(school: School, paper: Paper) -> ActionBatch:
    """Of a page of its own, so that batches may arrive in any order."""
    at = round(utc_now().timestamp() * 1000)
    opened = PageOpened(id=new_id(), seq=1, at=at, object=school.quiz, words=100)
    spent = TimeSpent(
        id=new_id(), seq=2, at=at, object=school.quiz, for_ms=500, visible_ms=500, active_ms=100
    )
    return ActionBatch(
        id=new_id(),
        capture=new_id(),
        registration=paper.registration,
        sent_at=at,
        scope=ConsentScope.LEARNING,
        actions=[opened, spent],
    )


async def _folded(settings: Settings, school: School, expected: int) -> int:
    """Actions in all states, once as many as expected are there, and a moment later."""
    async with asyncio.timeout(PATIENCE_S):
        while await _actions(settings, school) < expected:
            await asyncio.sleep(0.5)
    await asyncio.sleep(3)
    return await _actions(settings, school)


async def _actions(settings: Settings, school: School) -> int:
    async with operating(settings) as operator:
        caller = operator.caller(school.tenant)
        async with operator.databases["adaptive"].read(caller) as read:
            rows = await read.all(
                text("SELECT registration, learner, run, course, sequence, state, live FROM adaptive.states")
            )
    states = (State(**row._asdict()) for row in rows)
    return sum(standing_from(state).learning.totals.actions for state in states)
