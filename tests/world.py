"""A platform for tests: the real engines and services, a fresh tenant a test, through the doors."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
import msgspec
from nats.js.errors import NotFoundError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.compose.build import Process, open_process
from stoa.compose.registry import SERVICES
from stoa.compose.registry import tenant_of as real_tenant_of
from stoa.kernel.event import Envelope, Event, decode, subject, type_name
from stoa.kernel.ids import EVERY_TENANT, PersonId, SessionId, TenantId, new_id
from stoa.runtime.bus import stream_name
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.consumer import Consumer
from stoa.runtime.db import Database
from stoa.runtime.db.migrate import migrate
from stoa.runtime.objects import Objects
from stoa.runtime.partitions import Log, fact_for_log
from stoa.runtime.service import Service
from stoa.runtime.surroundings import TenantCard, TenantOf

E = TypeVar("E", bound=Event)
_WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class Someone(httpx.AsyncClient):
    """A signed-in person's HTTP client. Writes carry a fresh Idempotency-Key unless one is given."""

    person: PersonId
    caller: Caller

    async def send(self, request: httpx.Request, **more: Any) -> httpx.Response:
        if request.method in _WRITES and "idempotency-key" not in request.headers:
            request.headers["idempotency-key"] = str(new_id())
        return await super().send(request, **more)


class Stage:
    """One process of Stoa for a whole test session, with everything that it published."""

    def __init__(self, process: Process, tenants: dict[str, TenantCard]) -> None:
        self.process = process
        self.tenants = tenants
        self.published: list[tuple[Envelope, str]] = []

    async def listen(self) -> None:
        async def on_message(message: Any) -> None:
            self.published.append((Envelope.from_message(message.headers, message.data), message.subject))

        await self.process.bus.client.subscribe("evt.>", cb=on_message)
        await self.process.bus.client.subscribe("work.>", cb=on_message)


class World:
    """What a test sees: a tenant of its own on the stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.process = stage.process
        self.tenant = self.new_tenant()
        self._clients: list[httpx.AsyncClient] = []

    @property
    def objects(self) -> Objects:
        return self.process.platform.objects

    def new_tenant(self, name: str = "Test school") -> TenantId:
        tenant = TenantId(new_id())
        self._stage.tenants[self.host(tenant)] = TenantCard(id=tenant, name=name)
        return tenant

    @staticmethod
    def host(tenant: TenantId) -> str:
        return f"t-{tenant}.test"

    def db(self, service: str) -> Database:
        return self.process.databases[service]

    def caller(self, *roles: str, tenant: TenantId | None = None, person: UUID | None = None) -> Caller:
        return Caller(
            tenant=tenant or self.tenant,
            person=PersonId(person or new_id()),
            session=SessionId(new_id()),
            roles=frozenset(roles),
            name="Test Person",
        )

    async def someone(
        self, *roles: str, tenant: TenantId | None = None, person: UUID | None = None
    ) -> Someone:
        """A client with an access token as the platform signs it."""
        caller = self.caller(*roles, tenant=tenant, person=person)
        token = self.process.platform.tokens.sign(caller, timedelta(hours=2))
        client = self._client(caller.tenant, {"authorization": f"Bearer {token}"})
        client.person = caller.known()
        client.caller = caller
        return client

    async def anyone(self, tenant: TenantId | None = None) -> Someone:
        """A client of somebody unknown, with a browser's cookies and origin."""
        home = tenant or self.tenant
        return self._client(home, {"origin": f"http://{self.host(home)}"})

    def _client(self, tenant: TenantId, headers: dict[str, str]) -> Someone:
        client = Someone(
            transport=httpx.ASGITransport(app=self.process.door),  # type: ignore[arg-type]
            base_url=f"http://{self.host(tenant)}",
            headers=headers,
        )
        self._clients.append(client)
        return client

    def events(self, kind: type[E], tenant: TenantId | None = None) -> list[E]:
        """Every fact of the kind that this test's tenant told, in the order of the bus."""
        wanted = tenant or self.tenant
        name = type_name(kind)
        # What is told again, after an outage, is the same fact.
        found = {one.id: one for one, _ in self._stage.published if one.type == name and one.tenant == wanted}
        return [decode(kind, one.data) for one in found.values()]

    def heard(self) -> list[tuple[Envelope, str]]:
        """Everything that this test's tenant told, with the subject it was told under."""
        return [heard for heard in self._stage.published if heard[0].tenant == self.tenant]

    async def publish(self, *facts: Event, tenant: TenantId | None = None) -> list[Envelope]:
        """As if the services that own the facts had told them."""
        envelopes = [self._envelope(fact, tenant or self.tenant) for fact in facts]
        for fact, envelope in zip(facts, envelopes, strict=True):
            await self.publish_again(type(fact), envelope)
        return envelopes

    async def publish_again(self, kind: type[Event], envelope: Envelope) -> None:
        """The very same message once more, past the bus's own deduplication."""
        await self.process.bus.stream.publish(
            subject(kind), envelope.data, stream=stream_name(kind.service), headers=envelope.headers()
        )
        if kind.learner_field:
            logged = fact_for_log(kind, envelope.tenant, envelope.data, str(new_id()))
            await Log(self.process.bus).put(logged.subject, logged.data, logged.once)

    def _envelope(self, fact: Event, tenant: TenantId) -> Envelope:
        return Envelope(
            id=new_id(),  # type: ignore[arg-type]
            type=type_name(type(fact)),
            source=f"/stoa/{fact.service}",
            subject=fact.about(),
            time=self.process.platform.clock(),
            tenant=tenant,
            correlation=str(new_id()),
            data=msgspec.json.encode(fact),
        )

    async def quiet(self, within_s: float = 30) -> None:
        """Returns when the outboxes are empty and every consumer has taken what there was."""
        before, waits = None, ""
        try:
            async with asyncio.timeout(within_s) as limit:
                while True:
                    told, waits = await self._told(), await self._waiting()
                    if not waits and told == before:
                        return
                    # What is told while one looks may be taken by nobody yet: quiet is what is so twice.
                    before = None if waits else told
                    await asyncio.sleep(0.01)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise AssertionError(f"not quiet: {waits}") from error

    @asynccontextmanager
    async def paused(self, consumer: Consumer) -> AsyncIterator[None]:
        """Meanwhile the server gives the consumer nothing: what it would do is seen as not done yet."""
        bus = self.process.bus.stream
        (service,) = {one.service for one in self.process.subscriptions if one.consumer is consumer}
        there = stream_name(consumer.event.service), consumer.durable(service)
        await bus.pause_consumer(*there, f"{datetime.now(UTC) + timedelta(minutes=1):%FT%TZ}")
        try:
            yield
        finally:
            await bus.resume_consumer(*there)

    async def _told(self) -> tuple[int, ...]:
        """How much, by service."""
        process = self.process
        return tuple([await process.bus.last_sequence(service.name) for service in process.services])

    async def _waiting(self) -> str:
        """What is not told or not taken yet; nothing when all is quiet."""
        process = self.process
        outboxes = Database(process.engine, process.services[0].metadata, role="stoa_relay")
        async with outboxes.read(Caller(tenant=EVERY_TENANT)) as read:
            for service in process.services:
                query = f"SELECT count(*) FROM {service.name}.outbox WHERE stream_seq IS NULL"
                if await read.value(text(query)):
                    return f"the outbox of {service.name}"
        for one in process.subscriptions:
            durable = one.consumer.durable(one.service)
            try:
                stream = stream_name(one.consumer.event.service)
                info = await process.bus.stream.consumer_info(stream, durable)
            except NotFoundError:
                return f"{durable}, which is not there yet"
            if info.num_pending or info.num_ack_pending:
                return durable
        return ""

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


@asynccontextmanager
async def open_stage(settings: Settings, services: Sequence[Service]) -> AsyncIterator[Stage]:
    known = {service.name: service.migrations for service in (*SERVICES, *services)}
    await migrate(settings.database, list(known.values()))
    tenants: dict[str, TenantCard] = {}

    def resolver(engine: AsyncEngine) -> TenantOf:
        known = real_tenant_of(engine) if "identity" in {one.name for one in services} else None

        async def resolve(host: str) -> TenantCard | None:
            return tenants.get(host) or (await known(host) if known else None)

        return resolve

    process = await open_process(settings, services, resolver, name="test")
    stage = Stage(process, tenants)
    async with process.working():
        await stage.listen()
        yield stage
    await process.close()
