"""From the outboxes to the bus, in commit order, nothing skipped, nothing lost; what fails comes later.

One relay a service at a time, by an advisory lock; the others stand by. A row is read only when no older
transaction is open any more, so that a late committer is never overtaken.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import asyncpg
from nats.errors import Error as NatsError
from nats.js.errors import APIError

from stoa.kernel.errors import Unavailable
from stoa.kernel.event import Envelope, Event, type_name
from stoa.kernel.ids import EventId, TenantId
from stoa.runtime import log, telemetry
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.config import DatabaseSettings
from stoa.runtime.partitions import Log, fact_for_log
from stoa.runtime.publishing import Kept, Message

_log = log.get(__name__)
_CHANNEL = "stoa_outbox"
_BATCH = 500
_POLL_S = 1.0
_COALESCE_S = 0.01
_RHYTHM_S = 0.005
"""Between two looks at the outboxes while facts keep coming, so that one look finds several."""
_SWEEP_S = 3600.0
_OUTBOX_KEPT = "7 days"
_INBOX_KEPT = "30 days"
_OUTAGES = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    NatsError,
    APIError,
    Unavailable,
)

_WAITING = """
(
    SELECT id, tenant_id, type, route, about, at, correlation, causation, trace, data, true AS settled
    FROM {service}.outbox
    WHERE stream_seq IS NULL AND tx < pg_snapshot_xmin(pg_current_snapshot()) AND NOT id = ANY($2::uuid[])
    ORDER BY tx, id LIMIT $1
) UNION ALL (
    SELECT id, tenant_id, type, route, about, at, correlation, causation, trace, '', false
    FROM {service}.outbox
    WHERE stream_seq IS NULL AND tx >= pg_snapshot_xmin(pg_current_snapshot()) ORDER BY tx, id LIMIT 1
)
"""
_ACKNOWLEDGED = """
UPDATE {service}.outbox o SET stream_seq = a.seq
FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS a(tenant_id, id, seq)
WHERE o.tenant_id = a.tenant_id AND o.id = a.id
"""
_LOST = "UPDATE {service}.outbox SET stream_seq = NULL WHERE stream_seq > $1 AND NOT id = ANY($2::uuid[])"
_LOCK = "SELECT pg_try_advisory_lock(hashtext($1))"
_NEWEST = "SELECT coalesce(max(stream_seq), 0) FROM {service}.outbox"
_SWEEP_OUTBOX = "DELETE FROM {service}.outbox WHERE stream_seq IS NOT NULL AND at < now() - interval '{kept}'"
_SWEEP_INBOX = "DELETE FROM {service}.inbox WHERE at < now() - interval '{kept}'"


async def connect_raw(settings: DatabaseSettings, role: str) -> Any:
    """A connection of its own, outside the pool, as the role."""
    connection = await asyncpg.connect(settings.url.reveal().replace("+asyncpg", ""), timeout=5)
    try:
        await connection.execute(f"SET ROLE {role}")
    except BaseException:
        connection.terminate()
        raise
    return connection


class Notifier:
    """Tells every relay whose facts wait: at most once in a few milliseconds, outside of transactions.

    NOTIFY inside a transaction would take a lock at commit that makes commits wait for each other.
    """

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._recorded: set[str] = set()
        self._wanted = asyncio.Event()

    def wake(self, service: str) -> None:
        """Facts of the service were committed."""
        self._recorded.add(service)
        self._wanted.set()

    async def run(self) -> None:
        """Until cancelled. A notice that gets lost is made good by the relay's own poll."""
        while True:
            try:
                await self._session()
            except _OUTAGES as error:
                _log.warning("notice.lost", error=str(error))
                await asyncio.sleep(_POLL_S)

    async def _session(self) -> None:
        connection = await connect_raw(self._settings, "stoa_relay")
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                services = [self._recorded.pop() for _ in range(len(self._recorded))]
                await connection.execute("".join(f"NOTIFY {_CHANNEL}, '{one}';" for one in services))
                await asyncio.sleep(_COALESCE_S)
        finally:
            connection.terminate()


class Relay:
    """Publishes the outboxes of several services over one connection. emits: what they may tell."""

    def __init__(
        self, settings: DatabaseSettings, bus: Bus, services: Sequence[str], emits: Iterable[type[Event]]
    ) -> None:
        self._settings = settings
        self._bus = bus
        self._log = Log(bus)
        self._services = list(services)
        self._logged = {type_name(kind): kind for kind in emits if kind.learner_field}
        self._held: set[str] = set()
        self._newest: dict[str, int] = {}
        self._untold: dict[str, set[EventId]] = defaultdict(set)
        self._due: set[str] = set()
        self._woken = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled; comes back after every outage."""
        while True:
            try:
                await self._session()
            except _OUTAGES as error:
                _log.warning("relay.interrupted", error=str(error) or type(error).__name__)
                await asyncio.sleep(0.25)

    async def _session(self) -> None:
        if self._logged:
            await self._log.ensure_streams()
        connection = await connect_raw(self._settings, "stoa_relay")
        self._held.clear()
        now = asyncio.get_running_loop().time
        try:
            await connection.add_listener(_CHANNEL, lambda *notice: self._wake({notice[3]}))
            poll_at = sweep_at = 0.0
            while True:
                if now() >= poll_at:
                    poll_at = now() + _POLL_S
                    await self._take_over(connection)
                    self._wake(self._held)
                if now() >= sweep_at:
                    sweep_at = now() + _SWEEP_S
                    await self._sweep(connection)
                await self._publish_due(connection)
                await self._pause(poll_at - now())
        finally:
            connection.terminate()

    def _wake(self, services: set[str]) -> None:
        self._due |= services
        self._woken.set()

    async def _pause(self, most_s: float) -> None:
        await asyncio.sleep(_RHYTHM_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0, most_s)):
                await self._woken.wait()

    async def _publish_due(self, connection: Any) -> None:
        self._woken.clear()
        for service in [self._due.pop() for _ in range(len(self._due))]:
            if service in self._held and await self._publish_waiting(connection, service):
                self._wake({service})

    async def _take_over(self, connection: Any) -> None:
        for service in self._services:
            if service in self._held:
                continue
            if await connection.fetchval(_LOCK, f"stoa_relay:{service}"):
                self._newest[service] = await connection.fetchval(_NEWEST.format(service=service))
                await self._republish_lost(connection, service, await self._bus.last_sequence(service), [])
                self._held.add(service)

    async def _republish_lost(
        self, connection: Any, service: str, last: int, fresh: Sequence[EventId]
    ) -> None:
        """Facts whose sequence lies beyond the stream's end were lost with its tail: they are due again."""
        if last >= self._newest[service]:
            return
        lost = await connection.execute(_LOST.format(service=service), last, fresh)
        _log.warning("stream.tail_lost", service=service, last_sequence=last, again=lost)
        self._newest[service] = last
        self._wake({service})

    async def _publish_waiting(self, connection: Any, service: str) -> bool:
        """Whether more waits: beyond this batch, or for an older transaction to end."""
        waiting = await connection.fetch(_WAITING.format(service=service), _BATCH, self._untold[service])
        rows = [row for row in waiting if row["settled"]]
        telemetry.waiting.labels(service).set(len(rows) + len(self._untold[service]))
        acknowledged, failed = await self._publish(service, rows)
        if acknowledged:
            await self._keep_sequences(connection, service, acknowledged)
        if failed:
            raise failed[0]
        return len(rows) < len(waiting) or len(rows) == _BATCH

    async def _keep_sequences(
        self, connection: Any, service: str, acknowledged: dict[tuple[TenantId, EventId], Kept]
    ) -> None:
        tenants, ids = zip(*acknowledged, strict=True)
        appended = [ack.seq for ack in acknowledged.values() if not ack.duplicate]
        if appended:
            await self._republish_lost(connection, service, min(appended) - 1, ids)
        sequences = [ack.seq for ack in acknowledged.values()]
        await connection.execute(_ACKNOWLEDGED.format(service=service), tenants, ids, sequences)
        self._newest[service] = max(self._newest[service], *sequences)
        telemetry.relayed.labels(service).inc(len(ids))

    async def _publish(
        self, service: str, rows: Sequence[Any]
    ) -> tuple[dict[tuple[TenantId, EventId], Kept], list[Exception]]:
        """What the bus has acknowledged, by tenant and id, and what went wrong with the others.

        What goes into a learner's log as well is acknowledged when it is there too. What cannot be made a
        message is left until another process tries.
        """
        acknowledged: dict[tuple[TenantId, EventId], Kept] = {}
        failed: list[Exception] = []
        messages: dict[tuple[TenantId, EventId], list[Message]] = {}
        for row in rows:
            try:
                messages[row["tenant_id"], row["id"]] = self._messages(service, row)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others must not wait for it
                _log.error("fact.not_told", service=service, id=str(row["id"]), error=type(error).__name__)
                self._untold[service].add(row["id"])
        sent = [one for each in messages.values() for one in each]
        answers = iter(await self._bus.publisher.publish_all(sent))
        for fact, each in messages.items():
            told, *logged = islice(answers, len(each))
            wrong = [answer for answer in (told, *logged) if isinstance(answer, Exception)]
            if isinstance(told, Kept) and not wrong:
                acknowledged[fact] = told
            failed += wrong
        return acknowledged, failed

    def _messages(self, service: str, row: Any) -> list[Message]:
        fact = _envelope(service, row)
        once = str(fact.id)
        told = Message(row["route"], fact.data, stream_name(service), once, fact.headers())
        logged = self._logged.get(fact.type)
        return [told, fact_for_log(logged, fact.tenant, fact.data, once)] if logged else [told]

    async def _sweep(self, connection: Any) -> None:
        for service in self._held:
            await connection.execute(_SWEEP_OUTBOX.format(service=service, kept=_OUTBOX_KEPT))
            await connection.execute(_SWEEP_INBOX.format(service=service, kept=_INBOX_KEPT))


def _envelope(service: str, row: Any) -> Envelope:
    return Envelope(
        id=EventId(row["id"]),
        type=row["type"],
        source=f"/stoa/{service}",
        subject=row["about"],
        time=row["at"],
        tenant=TenantId(row["tenant_id"]),
        correlation=row["correlation"],
        causation=row["causation"],
        trace=row["trace"],
        data=row["data"].encode(),
    )
