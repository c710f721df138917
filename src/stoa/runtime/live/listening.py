"""What open pages are told, by HTTP: for those that cannot hold a WebSocket."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from typing import Any

from nats.errors import Error as NatsError

from stoa.kernel.errors import TooMany, Unavailable
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.bus import Bus
from stoa.runtime.live import subjects
from stoa.runtime.live.passes import LIFETIME

MOST_A_PERSON = 6
"""Open at once, in one process."""

HEARTBEAT_S = 15.0
_MOST_WAITING = 500
_FLUSHED_S = 3

Waiting = asyncio.Queue[bytes | None]
"""Events for one page; None is the end."""


class Listening:
    """Everybody who listens in this process."""

    def __init__(self, bus: Bus, heartbeat_s: float = HEARTBEAT_S) -> None:
        self._bus = bus
        self._heartbeat_s = heartbeat_s
        self._open: defaultdict[PersonId, set[Waiting]] = defaultdict(set)
        self._draining = False
        bus.when_lost.append(self._end_all)

    def drain(self) -> None:
        """The process ends: everybody is sent elsewhere."""
        self._draining = True
        self._end_all()

    def admit(self, person: PersonId) -> None:
        """Raises TooMany, and Unavailable while the process ends."""
        if self._draining:
            raise Unavailable("live.draining")
        if len(self._open[person]) >= MOST_A_PERSON:
            raise TooMany("live.too_many", most=MOST_A_PERSON, retry_after_s=5)

    async def listen(self, tenant: TenantId, person: PersonId, heard: Sequence[str]) -> AsyncIterator[bytes]:
        """Server-sent events until the person's passes are taken back, a pass would end, or the process does.

        When it returns, nothing that is pushed is missed: a page may ask for the state once it is answered.
        Raises Unavailable.
        Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        events = self._listen(tenant, person, heard)
        try:
            await anext(events)
        except (NatsError, OSError, TimeoutError) as error:
            raise Unavailable("bus.unavailable") from error
        return events

    async def _listen(
        self, tenant: TenantId, person: PersonId, heard: Sequence[str]
    ) -> AsyncGenerator[bytes, None]:
        """The first is empty: from there on everything is heard."""
        waiting: Waiting = asyncio.Queue(_MOST_WAITING)
        renewal = subjects.renewal(tenant, person)

        async def take(message: Any) -> None:
            # Who fell behind begins anew with the state, as after any other end.
            if message.subject == renewal or waiting.full():
                _end(waiting)
            else:
                waiting.put_nowait(_event(message.subject, message.data))

        self._open[person].add(waiting)
        subscriptions: list[Any] = []
        try:
            for subject in heard:
                subscriptions.append(await self._bus.client.subscribe(subject, cb=take))
            await self._bus.client.flush(timeout=_FLUSHED_S)
            yield b""
            yield b"retry: 1000\n\n"
            async for event in self._events(waiting):
                yield event
            yield b"event: end\ndata: {}\n\n"
        finally:
            self._open[person].discard(waiting)
            if not self._open[person]:
                del self._open[person]
            with suppress(NatsError):
                for subscription in subscriptions:
                    await subscription.unsubscribe()

    def _end_all(self) -> None:
        for queues in self._open.values():
            for waiting in queues:
                _end(waiting)

    async def _events(self, waiting: Waiting) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        until = loop.time() + LIFETIME.total_seconds()
        while not self._draining and loop.time() < until:
            try:
                async with asyncio.timeout(self._heartbeat_s):
                    event = await waiting.get()
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if event is None:
                return
            yield event


def _event(subject: str, message: bytes) -> bytes:
    """message: JSON, in which a line break can only stand between words."""
    return b'data: {"subject":"%s","message":%s}\n\n' % (subject.encode(), message.replace(b"\n", b" "))


def _end(waiting: Waiting) -> None:
    while not waiting.empty():
        waiting.get_nowait()
    waiting.put_nowait(None)
