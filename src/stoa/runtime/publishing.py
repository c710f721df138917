"""Messages into streams, many with one wait.

The client library waits for each by a task, a future and a clock of its own, which costs more than the
message (ADR 0169).
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import Header
from nats.js.errors import APIError, NoStreamResponseError

_WAIT_S = 5.0
_NOBODY = "503"


@dataclass(frozen=True, slots=True)
class Message:
    """once: another one of this name, within the stream's window, is known for a repeat."""

    subject: str
    data: bytes
    stream: str
    once: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Kept(msgspec.Struct, frozen=True):
    """seq: where it lies in its stream. duplicate: it lay there before."""

    seq: int
    duplicate: bool = False


class Publisher:
    """Over one connection. Answers come to one inbox."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._inbox = client.new_inbox()
        self._numbers = count()
        self._waiting: dict[str, tuple[_Answers, int]] = {}

    async def listen(self) -> None:
        """Once, before anything is published."""
        await self._client.subscribe(f"{self._inbox}.*", cb=self._hear)

    async def publish_all(
        self, messages: Sequence[Message], within_s: float = _WAIT_S
    ) -> list[Kept | Exception]:
        """What became of each, in their order; those that are kept lie in their streams in this order.

        TimeoutError: no answer came in time, and it may have been kept. NatsError, OSError: it was not kept;
        APIError: its stream refused it. What becomes of one says nothing of the others.
        """
        answers = _Answers(len(messages))
        replies = [f"{self._inbox}.{next(self._numbers)}" for _ in messages]
        try:
            for place, (reply, message) in enumerate(zip(replies, messages, strict=True)):
                self._waiting[reply] = (answers, place)
                await self._send(message, reply)
            with suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    await answers.whole.wait()
        finally:
            for reply in replies:
                self._waiting.pop(reply, None)
        return answers.each

    async def _send(self, message: Message, reply: str) -> None:
        headers = {
            **message.headers,
            Header.MSG_ID.value: message.once,
            Header.EXPECTED_STREAM.value: message.stream,
        }
        try:
            await self._client.publish(message.subject, message.data, reply=reply, headers=headers)
        except (NatsError, OSError) as error:
            self._tell(reply, error)

    async def _hear(self, message: Msg) -> None:
        nobody = message.headers is not None and message.headers.get(Header.STATUS.value) == _NOBODY
        self._tell(message.subject, NoStreamResponseError() if nobody else _read(message.data))

    def _tell(self, reply: str, answer: Kept | Exception) -> None:
        if found := self._waiting.pop(reply, None):
            answers, place = found
            answers.put(place, answer)


class _Answers:
    """each: TimeoutError until there is another. whole: nothing is waited for any more."""

    def __init__(self, size: int) -> None:
        self.each: list[Kept | Exception] = [TimeoutError() for _ in range(size)]
        self.whole = asyncio.Event()
        self._left = size
        if not size:
            self.whole.set()

    def put(self, place: int, answer: Kept | Exception) -> None:
        self.each[place] = answer
        self._left -= 1
        if not self._left:
            self.whole.set()


class _Acknowledgement(msgspec.Struct):
    seq: int = 0
    duplicate: bool = False
    error: dict[str, Any] | None = None


_decoder = msgspec.json.Decoder(_Acknowledgement)


def _read(data: bytes) -> Kept | Exception:
    found = _decoder.decode(data)
    return Kept(found.seq, found.duplicate) if found.error is None else APIError(**found.error)
