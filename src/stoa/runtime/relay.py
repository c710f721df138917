"""From the outboxes to the bus, in commit order, nothing skipped, nothing lost.

One relay a service at a time, by an advisory lock; the others stand by. A row is read only when no older
transaction is open any more, so that a late committer is never overtaken.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
from nats.errors import Error as NatsError
from nats.js.errors import APIError

from stoa.kernel.event import Envelope
from stoa.kernel.ids import EventId, TenantId
from stoa.runtime import log, telemetry
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.config import DatabaseSettings

_log = log.get(__name__)
_CHANNEL = "stoa_outbox"
_BATCH = 500
_POLL_S = 1.0
_COALESCE_S = 0.003
_KEPT = "7 days"
_OUTAGES = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, NatsError, APIError)

_WAITING = """
SELECT id, tenant_id, type, route, about, at, correlation, causation, trace, data FROM {service}.outbox
WHERE stream_seq IS NULL AND tx < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY tx, id LIMIT $1
"""
_ACKNOWLEDGED = """
UPDATE {service}.outbox o SET stream_seq = a.seq FROM unnest($1::uuid[], $2::bigint[]) AS a(id, seq)
WHERE o.id = a.id
"""
_LOST = "UPDATE {service}.outbox SET stream_seq = NULL WHERE stream_seq > $1 AND NOT id = ANY($2::uuid[])"
_LOCK = "SELECT pg_try_advisory_lock(hashtext($1))"
_NEWEST = "SELECT coalesce(max(stream_seq), 0) FROM {service}.outbox"
_SWEEP_OUTBOX = "DELETE FROM {service}.outbox WHERE stream_seq IS NOT NULL AND at < now() - interval '{kept}'"
_SWEEP_INBOX = "DELETE FROM {service}.inbox WHERE at < now() - interval '30 days'"


async def connect_raw(settings: DatabaseSettings, role: str) -> Any:
    """A connection of its own, outside the pool, as the role."""
    connection = await asyncpg.connect(settings.url.reveal().replace("+asyncpg", ""), timeout=5)
    await connection.execute(f"SET ROLE {role}")
    return connection


class Notifier:
    """Tells every relay that facts wait: at most once in a few milliseconds, outside of transactions.

    NOTIFY inside a transaction would take a lock at commit that makes commits wait for each other.
    """

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._wanted = asyncio.Event()

    def wake(self) -> None:
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
                await connection.execute(f"NOTIFY {_CHANNEL}")
                await asyncio.sleep(_COALESCE_S)
        finally:
            connection.terminate()


class Relay:
    """Publishes the outboxes of several services over one connection."""

    def __init__(self, settings: DatabaseSettings, bus: Bus, services: Sequence[str]) -> None:
        self._settings = settings
        self._bus = bus
        self._services = list(services)
        self._held: set[str] = set()
        self._newest: dict[str, int] = {}
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
        connection = await connect_raw(self._settings, "stoa_relay")
        self._held.clear()
        try:
            await connection.add_listener(_CHANNEL, lambda *_: self._woken.set())
            sweep_at = 0.0
            while True:
                self._woken.clear()
                await self._take_over(connection)
                published = 0
                for service in sorted(self._held):
                    published += await self._publish_waiting(connection, service)
                now = asyncio.get_running_loop().time()
                if now >= sweep_at:
                    await self._sweep(connection)
                    sweep_at = now + 3600
                if not published:
                    await self._pause()
        finally:
            connection.terminate()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), _POLL_S)
        except TimeoutError:
            return

    async def _take_over(self, connection: Any) -> None:
        for service in self._services:
            if service in self._held:
                continue
            if await connection.fetchval(_LOCK, f"stoa_relay:{service}"):
                self._newest[service] = await connection.fetchval(_NEWEST.format(service=service))
                await self._republish_lost(connection, service, await self._bus.last_sequence(service), [])
                self._held.add(service)

    async def _republish_lost(self, connection: Any, service: str, last: int, fresh: list[EventId]) -> None:
        """Facts whose sequence lies beyond the stream's end were lost with its tail: they wait again."""
        if last >= self._newest[service]:
            return
        lost = await connection.execute(_LOST.format(service=service), last, fresh)
        _log.warning("stream.tail_lost", service=service, last_sequence=last, again=lost)
        self._newest[service] = last

    async def _publish_waiting(self, connection: Any, service: str) -> int:
        rows = await connection.fetch(_WAITING.format(service=service), _BATCH)
        telemetry.waiting.labels(service).set(len(rows))
        if not rows:
            return 0
        results = await asyncio.gather(*(self._publish(service, row) for row in rows), return_exceptions=True)
        acknowledged = {
            row["id"]: result
            for row, result in zip(rows, results, strict=True)
            if not isinstance(result, BaseException)
        }
        if acknowledged:
            await self._keep_sequences(connection, service, acknowledged)
        failed = [result for result in results if isinstance(result, BaseException)]
        if failed:
            raise failed[0]
        return len(acknowledged)

    async def _keep_sequences(self, connection: Any, service: str, acknowledged: dict[EventId, Any]) -> None:
        ids = list(acknowledged)
        appended = [ack.seq for ack in acknowledged.values() if not ack.duplicate]
        if appended:
            await self._republish_lost(connection, service, min(appended) - 1, ids)
        sequences = [ack.seq for ack in acknowledged.values()]
        await connection.execute(_ACKNOWLEDGED.format(service=service), ids, sequences)
        self._newest[service] = max(self._newest[service], *sequences)
        telemetry.relayed.labels(service).inc(len(ids))

    async def _publish(self, service: str, row: Any) -> Any:
        """The bus's acknowledgement: `seq`, and `duplicate` when it had the fact already."""
        envelope = Envelope(
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
        return await self._bus.stream.publish(
            row["route"],
            envelope.data,
            stream=stream_name(service),
            headers={**envelope.headers(), "Nats-Msg-Id": str(envelope.id)},
        )

    async def _sweep(self, connection: Any) -> None:
        for service in self._held:
            await connection.execute(_SWEEP_OUTBOX.format(service=service, kept=_KEPT))
            await connection.execute(_SWEEP_INBOX.format(service=service))
