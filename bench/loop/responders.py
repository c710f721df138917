"""Learners who respond by HTTP and hear by their live connection what is decided then.

The longest way: response, assessment, outbox, relay, adaptive's consumer, log, fold, decision.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import time_ns
from urllib.parse import urlsplit

import httpx

from bench.loop.marks import Mark
from bench.loop.page import Page, Place, Seat, passes_of
from bench.loop.school import EAGER
from bench.open_loop import Act, Connection
from bench.school import Paper, School, response_to
from stoa.contracts.content import Item
from stoa.contracts.identity import Role
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import PersonId, SessionId, new_id
from stoa.runtime.auth import TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.live.passes import Passes

_PATIENCE_S = 30.0
_DRIVE, _CROWD = 1023, 15


class Responder:
    """One learner: a page with the quiz, a connection for HTTP, and one response after the other."""

    def __init__(self, paper: Paper, items: Iterator[Item], http: Connection, host: str) -> None:
        self._paper = paper
        self._items = items
        self._http = http
        self._host = host
        self._heard: asyncio.Future[None] | None = None
        self.opened = asyncio.Event()

    def acknowledged(self, reply: int, data: bytes) -> None:
        """Only the decision counts."""

    def decided(self, decision: bytes, action: bytes) -> None:
        if action:
            self.opened.set()
        elif decision and self._heard is not None and not self._heard.done():
            self._heard.set_result(None)

    async def respond(self) -> bool:
        """Whether it was kept, and the decision came."""
        self._heard = asyncio.get_running_loop().create_future()
        status, _ = await self._http.ask(response_to(next(self._items), self._paper, self._host))
        if status != 201:
            return False
        async with asyncio.timeout(_PATIENCE_S):
            await self._heard
        return True


@asynccontextmanager
async def responders(settings: Settings, school: School, place: Place) -> AsyncIterator[list[Act]]:
    """Each has a page open already, in a course whose policy decides after every message."""
    await _put_in_force(settings, school)
    async with AsyncExitStack() as stack:
        where = urlsplit(settings.web.app_origin)
        passes = passes_of(settings.live)
        acts: list[Act] = []
        for paper in school.papers:
            http = await Connection.open("127.0.0.1", where.port or 80)
            stack.callback(http.close)
            responder = Responder(paper, iter(school.items), http, where.netloc)
            page = Page(_seat(school, paper, passes), responder)
            await page.open(place)
            stack.callback(page.connection.close)
            now_us = time_ns() // 1000
            page.send(Mark(now_us, _DRIVE, _CROWD, len(acts)), 1, now_us // 1000)
            async with asyncio.timeout(_PATIENCE_S):
                await responder.opened.wait()
            acts.append(responder.respond)
        yield acts


def _seat(school: School, paper: Paper, passes: Passes) -> Seat:
    granted = passes.issue(school.tenant, paper.learner, SessionId(new_id()), issued_at=utc_now())
    return Seat(granted=granted, registration=paper.registration, object=school.quiz)


async def _put_in_force(settings: Settings, school: School) -> None:
    administrator = Caller(
        tenant=school.tenant,
        person=PersonId(new_id()),
        session=SessionId(new_id()),
        roles=frozenset({Role.ADMINISTRATOR}),
    )
    token = TokenSigner(settings.web.token_key).sign(administrator)
    path = f"/api/adaptive/courses/{school.course}/policies"
    async with httpx.AsyncClient(base_url=settings.web.app_origin, trust_env=False, timeout=30) as client:
        for step, data in ((path, {"data": EAGER}), (f"{path}/1/activation", {})):
            headers = {"authorization": f"Bearer {token}", "idempotency-key": str(new_id())}
            (await client.post(step, json=data, headers=headers)).raise_for_status()
    await asyncio.sleep(5)
