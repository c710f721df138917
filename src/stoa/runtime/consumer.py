"""Consumers: at least once from the bus, effect once by the inbox, never lost: retried or a dead letter."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import Any

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import APIError, NotFoundError
from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind

from stoa.kernel.errors import Refusal, Unavailable
from stoa.kernel.event import Envelope, Event, decode, subject
from stoa.runtime import log, telemetry
from stoa.runtime.alongside import alongside
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.caller import Caller, Once
from stoa.runtime.db import Repeated
from stoa.runtime.dead_letters import DeadLetters
from stoa.runtime.pull import pulling

_log = log.get(__name__)
_ACK_WAIT_S = 30.0
_BATCH = 20

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Consumer:
    """name: of the handler, unique in its service. backoff_s: waits before the second, third... delivery.

    at_once: messages that are handled side by side, where a later one need not wait for an earlier one.
    """

    name: str
    event: type[Event]
    handle: Handler
    attempts: int
    backoff_s: tuple[float, ...]
    at_once: int

    def durable(self, service: str) -> str:
        return f"{service}--{self.name}"


def consumer(
    event: type[Event],
    *,
    attempts: int = 6,
    backoff_s: Sequence[float] = (0.2, 1, 5, 30, 120),
    at_once: int = 1,
) -> Callable[[Handler], Consumer]:
    """Makes a handler a consumer of the event. Its parameters are injected by name."""

    def declare(handle: Handler) -> Consumer:
        return Consumer(handle.__name__, event, handle, attempts, tuple(backoff_s), at_once)

    return declare


class Subscription:
    """One consumer of one service at work in this process."""

    def __init__(
        self, service: str, consumer: Consumer, bus: Bus, letters: DeadLetters, given: Mapping[str, Any]
    ) -> None:
        self.consumer = consumer
        self.service = service
        self._bus = bus
        self._letters = letters
        self._wanted = tuple(inspect.signature(consumer.handle).parameters)
        self._given = {name: given[name] for name in self._wanted if name not in ("event", "caller")}
        self._label = f"{service}.{consumer.name}"

    async def run(self) -> None:
        """Until cancelled; comes back after every outage of the bus."""
        while True:
            try:
                stream, durable = await self._ensure()
                async with pulling(self._bus.client, stream, durable, _BATCH) as pull:
                    while True:
                        await self._take(await pull.next(), pull.arrived)
            except (NatsError, APIError, OSError, TimeoutError) as error:
                _log.warning("consumer.interrupted", consumer=self._label, error=str(error))
                await asyncio.sleep(0.5)

    async def _ensure(self) -> tuple[str, str]:
        """Stream and name of the consumer at the server."""
        stream = stream_name(self.consumer.event.service)
        durable = self.consumer.durable(self.service)
        config = ConsumerConfig(
            durable_name=durable,
            filter_subject=subject(self.consumer.event),
            ack_policy=AckPolicy.EXPLICIT,
            deliver_policy=DeliverPolicy.ALL,
            ack_wait=_ACK_WAIT_S,
            max_deliver=-1,
            max_ack_pending=1000,
        )
        try:
            await self._bus.stream.consumer_info(stream, durable)
        except NotFoundError:
            await self._bus.stream.add_consumer(stream, config)
        return stream, durable

    async def _take(self, messages: Sequence[Msg], behind: Sequence[Msg]) -> None:
        """behind: what comes meanwhile, and has to wait."""
        waiting, places = list(messages), asyncio.Semaphore(self.consumer.at_once)

        async def take(message: Msg) -> None:
            async with places:
                await self._take_one(message)
                waiting.remove(message)

        async with alongside(_keep_alive(waiting, behind)):
            outcomes = await asyncio.gather(*map(take, messages), return_exceptions=True)
        for failed in filter(None, outcomes):
            raise failed

    async def _take_one(self, message: Any) -> None:
        deliveries = message.metadata.num_delivered
        outcome, delay = await self._outcome(message, deliveries)
        telemetry.handled.labels(self._label, outcome).inc()
        if delay is None:
            await message.ack()
        else:
            await message.nak(delay=delay)

    async def _outcome(self, message: Any, deliveries: int) -> tuple[str, float | None]:
        """The outcome's name, and the delay before the next delivery, None when it is taken."""
        try:
            await self.handle(message.headers or {}, message.data)
        except Repeated:
            return "repeated", None
        except Refusal as refusal:
            _log.warning("message.refused", consumer=self._label, code=refusal.code, field=refusal.field)
            return "refused", None
        except Unavailable as outage:
            _log.warning("message.postponed", consumer=self._label, code=outage.code)
            return "postponed", self._backoff(deliveries)
        except Exception as error:  # noqa: BLE001 - whatever it was, the message must be kept
            _log.exception("message.failed", consumer=self._label, deliveries=deliveries)
            if deliveries < self.consumer.attempts:
                return "failed", self._backoff(deliveries)
            return await self._bury(message, error, deliveries)
        return "taken", None

    async def _bury(self, message: Any, error: Exception, deliveries: int) -> tuple[str, float | None]:
        try:
            await self._letters.bury(
                self.consumer.name, message.headers or {}, message.data, error, deliveries
            )
        except (Unavailable, Refusal):
            return "postponed", self._backoff(deliveries)
        return "buried", None

    def _backoff(self, deliveries: int) -> float:
        waits = self.consumer.backoff_s
        return waits[min(deliveries, len(waits)) - 1]

    async def handle_again(self, headers: Mapping[str, str], data: bytes) -> None:
        """For a dead letter; that its effect was had meanwhile is fine."""
        with suppress(Repeated):
            await self.handle(headers, data)

    async def handle(self, headers: Mapping[str, str], data: bytes) -> None:
        """One message, whatever brings it: the bus or a dead letter driven again."""
        envelope = Envelope.from_message(dict(headers), data)
        event = decode(self.consumer.event, envelope.data)
        caller = Caller(
            tenant=envelope.tenant,
            once=Once(f"{self.consumer.name}:{envelope.id}"),
            correlation=envelope.correlation,
            causation=str(envelope.id),
        )
        started = perf_counter()
        with telemetry.tracer.start_as_current_span(
            self._label,
            context=extract({"traceparent": envelope.trace} if envelope.trace else {}),
            kind=SpanKind.CONSUMER,
        ):
            offered = {"event": event, "caller": caller, **self._given}
            await self.consumer.handle(**{name: offered[name] for name in self._wanted})
        telemetry.handling.labels(self._label).observe(perf_counter() - started)


async def _keep_alive(*waiting: Sequence[Msg]) -> None:
    """Tells the bus that long work goes on, so that it is not delivered to somebody else."""
    while True:
        await asyncio.sleep(_ACK_WAIT_S / 3)
        for message in list(chain.from_iterable(waiting)):
            with suppress(NatsError, msgspec.MsgspecError):
                await message.in_progress()
