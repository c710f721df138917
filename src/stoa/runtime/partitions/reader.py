"""Reads the partitions that the server gives to this process, and acknowledges what is in safe keeping.

A consumer of a partition is pinned to one client; whoever pulls next gets it when the holder is gone. What
the holder before had read and not acknowledged is read again from the log itself, since the server would
bring it late and among newer messages. Source: NATS ADR-42, pinned client.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import APIError

from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.runtime import log as logs
from stoa.runtime.live.subjects import PARTITIONS
from stoa.runtime.partitions.between import read_between
from stoa.runtime.partitions.log import GROUP, KNOCK, STREAM, Log, durable, knock
from stoa.runtime.partitions.part import Mark, Part
from stoa.runtime.partitions.record import Record, read_delivery
from stoa.runtime.partitions.share import BEAT_S, Share

_log = logs.get(__name__)
_RHYTHM_S = 0.002
"""Between two looks at what came, so that one look finds several."""
_AT_ONCE = 200
"""Records of a partition that are taken at once; then who shows the server that we live has their turn."""
_FLUSH_S = 1.0
_FLUSH_SHARE, _FLUSH_WITHIN_S = 0.2, 5.0
"""What takes long is done less often: it has this share of the time, or is done after so long."""
_PULL_S = 0.5
_EXPIRES_S = 1.0
_BATCH = 2000
_AFTER_OUTAGE_S = 0.5
_DRAIN_S = 10.0
_LOST_PIN = "423"
_OUTAGES = (NatsError, APIError, OSError, TimeoutError, Unavailable)


class Flushed(NamedTuple):
    """Partitions in which not all came into safe keeping. The others may be acknowledged.

    stale: another reader went on in them. behind: something could not be kept and is tried again.
    """

    stale: Collection[int] = ()
    behind: Collection[int] = ()


class Reading(Protocol):
    """What is done with the log. `begin` and `take` are called in turn, never two at once."""

    async def begin(self, partition: int, ends_at: int) -> None:
        """The partition is held from now on; what was known of it is no longer true.

        ends_at: sequence of the last record in the whole log.
        """
        ...

    async def take(self, partition: int, records: Sequence[Record]) -> None:
        """The next records. When it raises Unavailable they come once more."""
        ...

    async def flush(self) -> Flushed:
        """Brings all that was taken before this call into safe keeping, while `take` goes on.

        Raises Unavailable.
        """
        ...

    async def end(self, partition: int) -> None:
        """The partition is no longer held."""
        ...


class Reader:
    """Of one process. name: of the consumers; readers of one name share the partitions."""

    def __init__(self, log: Log, name: str, reading: Reading) -> None:
        self._bus_log = log
        self._client = log.bus.client
        self._name = name
        self._reading = reading
        self._parts = [Part(number) for number in range(PARTITIONS)]
        self._share = Share(self._client, name, str(new_id()))
        self._inbox = self._client.new_inbox()
        self._heard = asyncio.Event()
        self._flushing = asyncio.Lock()
        self._parting: set[int] = set()
        self._stopping = False

    async def run(self, ready: Callable[[], None]) -> None:
        """Until cancelled: then it flushes and gives its partitions back."""
        await self._again(lambda: self._bus_log.ensure(self._name))
        inbox = await self._client.subscribe(f"{self._inbox}.*", cb=self._hear, pending_bytes_limit=0)
        await self._share.listen()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._pull(tasks))
                tasks.create_task(self._take())
                tasks.create_task(self._flush_regularly())
                ready()
                await self._until_cancelled()
        finally:
            with suppress(*_OUTAGES):
                async with asyncio.timeout(_DRAIN_S):
                    # Nobody is served any more whose inbox is gone: what is given back goes to others.
                    await inbox.unsubscribe()
                    await self._give_back([part for part in self._parts if part.held])

    async def _until_cancelled(self) -> None:
        """Python 3.11 can lose a cancellation that meets an answer: loops look for themselves."""
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self._stopping = True
            self._heard.set()

    async def _again(self, attempt: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await attempt()
            except _OUTAGES as error:
                _log.warning("partitions.postponed", readers=self._name, error=str(error))
                await asyncio.sleep(_AFTER_OUTAGE_S)

    async def _hear(self, message: Msg) -> None:
        if message.reply:
            delivery = read_delivery(message)
            self._parts[int(message.subject.split(".", 2)[1])].arrive(delivery)
            self._heard.set()
        elif (message.headers or {}).get("Status") == _LOST_PIN:
            self._parts[int(message.subject.rpartition(".")[2])].lose()
            self._heard.set()

    async def _pull(self, tasks: asyncio.TaskGroup) -> None:
        """Shows the server again and again that we live, and on which partitions we would go on."""
        while not self._stopping:
            with suppress(*_OUTAGES):
                await self._share.beat()
                most = self._share.most()
                held = [part for part in self._parts if part.pin is not None]
                for part in held if len(held) >= most else self._parts:
                    if part.number not in self._parting:
                        await self._pull_from(part)
                if self._share.changed():
                    await self._knock([part for part in self._parts if part.pin is None])
                if len(held) > most and not self._parting:
                    tasks.create_task(self._part_with([part for part in held if part.held][most:]))
            await asyncio.sleep(min(_PULL_S, BEAT_S))

    async def _pull_from(self, part: Part) -> None:
        # One is asked for in any case, to show that we live: what waits too long would be sent again.
        batch = max(1, _BATCH - len(part.waiting))
        wanted: dict[str, Any] = {"batch": batch, "expires": int(_EXPIRES_S * 1e9), "group": GROUP}
        if part.pin is not None:
            wanted["id"] = part.pin
        await self._client.publish(
            f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{durable(self._name, part.number)}",
            msgspec.json.encode(wanted),
            reply=f"{self._inbox}.{part.number}",
        )

    async def _take(self) -> None:
        while not self._stopping:
            await self._heard.wait()
            await asyncio.sleep(_RHYTHM_S)
            self._heard.clear()
            try:
                for part in self._parts:
                    if part.waiting or part.missed or part.ended:
                        await self._advance(part)
                        await asyncio.sleep(0)
                if any(part.waiting for part in self._parts):
                    self._heard.set()
            except _OUTAGES as error:
                _log.warning("partitions.interrupted", readers=self._name, error=str(error))
                await asyncio.sleep(_AFTER_OUTAGE_S)
                self._heard.set()

    async def _advance(self, part: Part) -> None:
        if part.ended:
            part.ended = False
            await self._reading.end(part.number)
        if part.behind:
            # What is missed from here on may lie beyond what it reads.
            part.missed = False
            try:
                await self._catch_up(part)
            except BaseException:
                part.missed = True
                raise
        if part.behind or part.ended:
            # Meanwhile more was missed, or the partition was given to somebody else.
            return
        pin = part.pin
        records, mark = part.next_records(_AT_ONCE)
        if not records:
            return
        try:
            await self._reading.take(part.number, _told(records))
        except Unavailable:
            # They are in the log still, and are read from there.
            part.missed = True
            raise
        if part.pin == pin:
            part.mark = mark

    async def _catch_up(self, part: Part) -> None:
        """Reads from the log what was delivered and is not taken: by who died, or it got lost on the way."""
        info = await self._bus_log.api(f"CONSUMER.INFO.{STREAM}.{durable(self._name, part.number)}", {})
        pin, first = part.pin, part.mark.sequence + 1
        if part.unknown:
            first = info["ack_floor"]["stream_seq"] + 1
            await self._reading.begin(part.number, await self._bus_log.last_sequence())
            _log.info("partition.taken", readers=self._name, partition=part.number, first=first)
        last = info["delivered"]["stream_seq"]
        async for records in read_between(self._bus_log, part.number, first, last):
            await self._reading.take(part.number, _told(records))
        if part.pin == pin:
            part.caught_up(Mark(last, info["delivered"]["consumer_seq"]))

    async def _flush_regularly(self) -> None:
        now, took = asyncio.get_running_loop().time, 0.0
        while not self._stopping:
            await asyncio.sleep(min(max(_FLUSH_S, took / _FLUSH_SHARE - took), _FLUSH_WITHIN_S))
            began = now()
            try:
                await self._flush()
                took = now() - began
            except _OUTAGES as error:
                _log.warning("partitions.not_flushed", readers=self._name, error=str(error))

    async def _flush(self) -> None:
        async with self._flushing:
            marks = [(part, part.pin, part.mark) for part in self._parts if part.held]
            flushed = await self._reading.flush()
            for part, pin, mark in marks:
                if part.number in flushed.stale:
                    part.unknown = True
                elif part.number not in flushed.behind and part.pin == pin and mark.delivered:
                    await self._acknowledge(part, mark)

    async def _acknowledge(self, part: Part, mark: Mark) -> None:
        consumer = durable(self._name, part.number)
        await self._client.publish(
            f"$JS.ACK.{STREAM}.{consumer}.1.{mark.sequence}.{mark.delivered}.0.0", b"+ACK"
        )

    async def _part_with(self, parts: Sequence[Part]) -> None:
        """They are read on until the last pull has expired: an open one would bring them back to us."""
        self._parting = {part.number for part in parts}
        try:
            await asyncio.sleep(_EXPIRES_S)
            with suppress(*_OUTAGES):
                await self._give_back(parts)
        finally:
            self._parting = set()

    async def _give_back(self, parts: Sequence[Part]) -> None:
        """Others need not wait until we are missed."""
        if not parts:
            return
        await self._flush()
        for part in parts:
            part.lose()
            self._heard.set()
            call = f"CONSUMER.UNPIN.{STREAM}.{durable(self._name, part.number)}"
            await self._bus_log.api(call, {"group": GROUP})
        await self._knock(parts)

    async def _knock(self, parts: Sequence[Part]) -> None:
        """A partition is given away when a message comes; nobody should wait for it until one does."""
        for part in parts:
            await self._client.publish(knock(part.number), b"")


def _told(records: Sequence[Record]) -> list[Record]:
    """Without knocks."""
    return [record for record in records if not record.subject.endswith(f".{KNOCK}")]
