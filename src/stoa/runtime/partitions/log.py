"""The stream that holds what learners do and what the platform says about them, in sixteen partitions.

A learner's messages are published on `tel.<tenant>.<learner>.<who>`; the server puts them in order into
`log.<partition>.<tenant>.<learner>.<who>`. What concerns every learner goes to every partition, so that
all that a fold needs lies in one ordered log. Source: NATS, subject mapping and partitioning; ADR 0103.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from nats.errors import Error as NatsError

from stoa.kernel.errors import Defect, Unavailable
from stoa.kernel.event import Event
from stoa.kernel.ids import TenantId
from stoa.runtime.bus import Bus
from stoa.runtime.live import subjects
from stoa.runtime.live.subjects import PARTITIONS
from stoa.runtime.publishing import Message

STREAM = "tel"
ASIDE = "aside"
GROUP = "workers"
KNOCK = "knock"
_S = 1_000_000_000

PINNED_S = 2.0
"""A holder that does not pull for so long loses the partition."""
ACK_WAIT_S = 60.0
"""What is not acknowledged for so long comes again, to be recognised and thrown away: a flush may be slow."""
_MOST_UNACKNOWLEDGED = 20_000
_KEPT_DAYS = 8
_KEPT_BYTES = 2 * 1024**3
_ASIDE_BYTES = 32 * 1024**2
_LARGEST_MESSAGE = 256 * 1024
_DUPLICATES_S = 120
_NOT_ITS_FAULT = 500
"""Codes of JetStream's answers from here on speak of its own state, as in HTTP."""

_LOG: dict[str, Any] = {
    "name": STREAM,
    "subjects": [subjects.TOLD, "log.*.>"],
    "subject_transform": {"src": subjects.TOLD, "dest": subjects.LOGGED},
    "retention": "limits",
    "storage": "file",
    "discard": "old",
    "max_age": _KEPT_DAYS * 86_400 * _S,
    "max_bytes": _KEPT_BYTES,
    "max_msg_size": _LARGEST_MESSAGE,
    "duplicate_window": _DUPLICATES_S * _S,
}
_PUT_ASIDE: dict[str, Any] = {
    "name": ASIDE,
    "subjects": ["aside.>"],
    "retention": "limits",
    "storage": "file",
    "discard": "old",
    "max_age": _KEPT_DAYS * 86_400 * _S,
    "max_bytes": _ASIDE_BYTES,
}


class Log:
    """The partitioned log of this installation, for those who write into it or ask who holds a part of it."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus

    async def ensure(self, name: str) -> None:
        """The streams, and a consumer a partition for the readers of that name. Raises Unavailable."""
        await self.ensure_streams()
        for partition in range(PARTITIONS):
            config = _consumer(name, partition)
            body = {"stream_name": STREAM, "config": config, "action": ""}
            await self.api(f"CONSUMER.CREATE.{STREAM}.{config['durable_name']}", body)

    async def ensure_streams(self) -> None:
        """The log, and what is put aside of it. Raises Unavailable."""
        for stream in (_LOG, _PUT_ASIDE):
            await self._ensure_stream(stream | {"num_replicas": self.bus.replicas})

    async def _ensure_stream(self, stream: dict[str, Any]) -> None:
        answer = await self.api(f"STREAM.CREATE.{stream['name']}", stream, refused=False)
        if "error" in answer:
            await self.api(f"STREAM.UPDATE.{stream['name']}", stream)

    async def put(self, subject: str, data: bytes, once: str) -> int:
        """Kept when it returns: its sequence. once: a repeat within two minutes is known by it.

        Raises Unavailable.
        """
        (sequence,) = await self._put_all([Message(subject, data, STREAM, once)])
        return sequence

    async def put_everywhere(self, tenant: TenantId, noun: str, data: bytes, once: str) -> None:
        """Into every partition, each at a place of its own. Raises Unavailable."""
        await self._put_all(
            [
                Message(subjects.for_everyone(partition, tenant, noun), data, STREAM, f"{once}/{partition}")
                for partition in range(PARTITIONS)
            ]
        )

    async def _put_all(self, messages: Sequence[Message]) -> list[int]:
        sequences = []
        for answer in await self.bus.publisher.publish_all(messages):
            if isinstance(answer, Exception):
                raise Unavailable("log.unavailable") from answer
            sequences.append(answer.seq)
        return sequences

    async def ask(self, subject: str, within_s: float) -> bytes | None:
        """The answer of whoever holds the partition; None when nobody does, or nobody answers in time."""
        try:
            answer = await self.bus.client.request(subject, b"", timeout=within_s)
        except (NatsError, OSError, TimeoutError):
            return None
        return bytes(answer.data)

    async def last_sequence(self) -> int:
        info = await self.api(f"STREAM.INFO.{STREAM}", {})
        return int(info["state"]["last_seq"])

    async def last_sequence_of(self, partition: int) -> int:
        """0 when there is nothing in it."""
        call = f"STREAM.MSG.GET.{STREAM}"
        found = await self.api(call, {"last_by_subj": subjects.log(partition)}, refused=False)
        return int(found["message"]["seq"]) if "message" in found else 0

    async def api(self, call: str, body: Any, *, refused: bool = True) -> dict[str, Any]:
        """JetStream's own interface, for what the client library does not know.

        refused: whether an error is raised (Defect) or returned. Raises Unavailable, also while the server
        lives and its JetStream does not yet.
        """
        try:
            reply = await self.bus.client.request(f"$JS.API.{call}", msgspec.json.encode(body), timeout=5)
        except (NatsError, OSError, TimeoutError) as error:
            raise Unavailable("log.unavailable") from error
        answer: dict[str, Any] = msgspec.json.decode(reply.data)
        if answer.get("error", {}).get("code", 0) >= _NOT_ITS_FAULT:
            raise Unavailable("log.unavailable")
        if refused and "error" in answer:
            raise Defect("log.refused", call=call, why=str(answer["error"].get("description")))
        return answer


def fact_for_log(kind: type[Event], tenant: TenantId, data: bytes, once: str) -> Message:
    """A fact that names its learner (`learner_field`), word for word, for that learner's log.

    data: as published.
    """
    learner = msgspec.json.decode(data)[kind.learner_field]
    return Message(subjects.told_by_service(tenant, learner, kind), data, STREAM, once)


def knock(partition: int) -> str:
    """A message without content, so that the server looks for somebody who takes the partition."""
    return f"log.{partition}.{KNOCK}"


def durable(name: str, partition: int) -> str:
    return f"{name}-{partition}"


def _consumer(name: str, partition: int) -> dict[str, Any]:
    return {
        "durable_name": durable(name, partition),
        "filter_subject": subjects.log(partition),
        "deliver_policy": "all",
        "ack_policy": "all",
        "ack_wait": int(ACK_WAIT_S * _S),
        "max_ack_pending": _MOST_UNACKNOWLEDGED,
        "max_deliver": -1,
        "max_waiting": 512,
        "priority_groups": [GROUP],
        "priority_policy": "pinned_client",
        "priority_timeout": int(PINNED_S * _S),
    }
