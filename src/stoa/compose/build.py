"""Builds a process: the services' databases, doors, relay and consumers on one event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from litestar import Litestar
from litestar.types import ControllerRouterHandler
from nats.js.api import ConsumerConfig, DeliverPolicy
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.contracts.identity import SessionEnded
from stoa.kernel.clock import utc_now
from stoa.kernel.event import Envelope, decode, subject
from stoa.kernel.ids import SessionId
from stoa.runtime import log
from stoa.runtime.alongside import end
from stoa.runtime.auth import LIFETIME, TokenSigner
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.config import Settings
from stoa.runtime.consumer import Subscription
from stoa.runtime.db import Database, connect
from stoa.runtime.dead_letters import DeadLetters
from stoa.runtime.http import health
from stoa.runtime.http.app import build_app, given_to
from stoa.runtime.http.door import Door
from stoa.runtime.http.straight import Straight
from stoa.runtime.live.listening import Listening
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.runtime.readiness import Readiness
from stoa.runtime.relay import Notifier, Relay
from stoa.runtime.service import Job, Platform, Service, Stream, call
from stoa.runtime.surroundings import TenantOf

_log = log.get(__name__)
_AGAIN_S = 2.0

TenantOfFactory = Callable[[AsyncEngine], TenantOf]
"""From the pool, so that a process without identity among its services knows its tenants too."""


@dataclass(frozen=True, slots=True)
class Process:
    """Everything that one operating system process of Stoa is made of."""

    platform: Platform
    services: Sequence[Service]
    engine: AsyncEngine
    bus: Bus
    databases: Mapping[str, Database]
    letters: Mapping[str, DeadLetters]
    subscriptions: Sequence[Subscription]
    notifier: Notifier
    relay: Relay
    readiness: Readiness
    app: Litestar
    door: Door
    given: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @asynccontextmanager
    async def working(self, *, consumers: bool = True, live: bool = True) -> AsyncIterator[None]:
        """Work goes on until the block ends. consumers: and jobs, the relay and streams that are not live.

        live: streams that are. Notices are always sent.
        """
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(self.notifier.run())]
            if consumers:
                running.append(tasks.create_task(self.relay.run()))
                running += [tasks.create_task(one.run()) for one in self.subscriptions]
                running.append(tasks.create_task(self._drive_again()))
                running += [
                    tasks.create_task(self._repeat(service, job), name=f"{service.name}.{job.name}")
                    for service in self.services
                    for job in service.jobs
                ]
            running += [
                tasks.create_task(self._flow(service, stream), name=f"{service.name}.{stream.name}")
                for service in self.services
                for stream in service.streams
                if (live if stream.live else consumers)
            ]
            try:
                yield
            finally:
                await end(running)

    async def close(self) -> None:
        await self.bus.close()
        await self.engine.dispose()

    async def _repeat(self, service: Service, job: Job) -> None:
        while True:
            await asyncio.sleep(job.every_s)
            try:
                await call(job.run, self.given[service.name])
            except Exception:  # noqa: BLE001 - a job that fails is tried again at its next time
                _log.exception("job.failed", service=service.name, job=job.name)

    async def _flow(self, service: Service, stream: Stream) -> None:
        ready = self.readiness.expect(f"{service.name}.{stream.name}")
        while True:
            try:
                await call(stream.run, {**self.given[service.name], "ready": ready})
            except Exception:  # noqa: BLE001 - what it had not brought to an end comes to it once more
                _log.exception("stream.failed", service=service.name, stream=stream.name)
            await asyncio.sleep(_AGAIN_S)

    async def _drive_again(self) -> None:
        """Dead letters that somebody asked to try again."""
        while True:
            await asyncio.sleep(_AGAIN_S)
            try:
                for service in self.services:
                    await self.drive_again(service.name)
            except Exception:  # noqa: BLE001 - an outage; the letters stay where they are
                _log.exception("dead_letters.interrupted")

    async def drive_again(self, service: str) -> int:
        """Tries every dead letter of the service that is asked for. Returns how many were taken."""
        taken = 0
        consumers = {one.consumer.name: one for one in self.subscriptions if one.service == service}
        for letter in await self.letters[service].list(asked_again=True):
            try:
                await consumers[letter.consumer].handle_again(letter.headers, letter.data.encode())
            except Exception as error:  # noqa: BLE001 - the letter says what it was
                await self.letters[service].failed_again(letter.id, error)
            else:
                await self.letters[service].forget(letter.id)
                taken += 1
        return taken


async def open_process(
    settings: Settings,
    services: Sequence[Service],
    tenant_of: TenantOfFactory,
    *,
    name: str = "stoa",
    extra_doors: Sequence[ControllerRouterHandler] = (),
) -> Process:
    """Connects and builds. The schemas must be migrated. Raises Unavailable."""
    engine = connect(settings.database)
    bus = await Bus.connect(settings.bus, name)
    await bus.ensure_streams(_sources(services))
    notifier = Notifier(settings.database)
    platform = _platform(settings, bus, partial(Database, engine, woken=notifier.wake))
    databases = {one.name: platform.database(one.metadata) for one in services}
    letters = {
        one.name: DeadLetters(
            one.metadata, databases[one.name], Database(engine, one.metadata, role="stoa_relay")
        )
        for one in services
    }
    given = {one.name: given_to(platform, one, databases[one.name]) for one in services}
    await _hear_ended_sessions(bus, platform.tokens)
    readiness = Readiness()
    pages = Pages([entry for one in services for entry in one.nav], settings.web)
    app = build_app(
        services,
        given,
        pages,
        extra=[health.live, health.ready, health.metrics, *extra_doors],
        offered={
            "engine": engine,
            "bus": bus,
            "letters": letters,
            "objects": platform.objects,
            "settings": settings,
            "readiness": readiness,
        },
    )
    return Process(
        platform=platform,
        services=services,
        engine=engine,
        bus=bus,
        databases=databases,
        letters=letters,
        subscriptions=[
            Subscription(one.name, consumer, bus, letters[one.name], given[one.name])
            for one in services
            for consumer in one.consumers
        ],
        notifier=notifier,
        relay=_relay(settings, bus, services),
        readiness=readiness,
        app=app,
        door=Door(Straight(app), tokens=platform.tokens, web=settings.web, tenant_of=tenant_of(engine)),
        given=given,
    )


def _relay(settings: Settings, bus: Bus, services: Sequence[Service]) -> Relay:
    emits = [kind for one in services for kind in one.emits]
    return Relay(settings.database, bus, [one.name for one in services], emits)


def _platform(settings: Settings, bus: Bus, database: Callable[[MetaData], Database]) -> Platform:
    return Platform(
        settings=settings,
        objects=Objects(settings.objects),
        tokens=TokenSigner(settings.web.token_key),
        clock=utc_now,
        bus=bus,
        listening=Listening(bus),
        database=database,
    )


def _sources(services: Sequence[Service]) -> list[str]:
    """Services whose streams are published to or read from here."""
    heard = {consumer.event.service for service in services for consumer in service.consumers}
    return sorted(heard | {service.name for service in services} | {SessionEnded.service})


async def _hear_ended_sessions(bus: Bus, tokens: TokenSigner) -> None:
    """Every process hears of every ended session, also of those that ended shortly before it started."""

    async def on_ended(message: Any) -> None:
        envelope = Envelope.from_message(message.headers, message.data)
        tokens.end(SessionId(decode(SessionEnded, envelope.data).session))

    since = ConsumerConfig(deliver_policy=DeliverPolicy.BY_START_TIME, opt_start_time=utc_now() - LIFETIME)
    await bus.stream.subscribe(
        subject(SessionEnded),
        stream=stream_name(SessionEnded.service),
        cb=on_ended,
        ordered_consumer=True,
        config=since,
    )
    # When the bus was away the client asks with the same object again, by number; both at once are refused.
    since.opt_start_time = None
