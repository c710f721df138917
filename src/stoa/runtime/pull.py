"""Messages of a pull consumer as they come.

The client library's own `fetch` waits for a whole batch: a message that comes alone waits as long as the
batch may take. Here what has come is had at once. Source: NATS ADR-37, pull consumers.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

_EXPIRES_S = 5.0
_LOOK_S = 1.0
"""Between two looks at whether the server still knows what it was asked."""
_OVER = frozenset({"404", "408"})
"""Nothing more came in time: asked again, it would."""


class PullEnded(NatsError):
    """The server does not serve the consumer, such as one that was deleted."""


class Pull:
    """Made by `pulling`. arrived: what came and was not had yet; whoever acknowledges late keeps it alive."""

    def __init__(self, client: Client, stream: str, consumer: str, most: int) -> None:
        self.arrived: list[Msg] = []
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self.inbox = client.new_inbox()
        self._most = most
        self._owed = 0
        self._asked = 0
        self._asked_at = 0.0
        self._connection = -1
        self._ended: str | None = None
        self._heard = asyncio.Event()

    async def next(self) -> list[Msg]:
        """At least one, at most as many as are asked for at once. Raises NatsError."""
        while not self.arrived:
            if self._ended is not None:
                raise PullEnded(self._ended)
            if not self._is_asked():
                await self._ask()
            self._heard.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S):
                    await self._heard.wait()
        came, self.arrived = self.arrived, []
        return came

    def _is_asked(self) -> bool:
        """Whether the server owes us messages still, on this connection."""
        late = asyncio.get_running_loop().time() > self._asked_at + _EXPIRES_S + _LOOK_S
        return self._owed > 0 and not late and self._connection == self._client.stats["reconnects"]

    async def _ask(self) -> None:
        self._asked += 1
        self._owed = self._most
        self._asked_at = asyncio.get_running_loop().time()
        self._connection = self._client.stats["reconnects"]
        wanted = msgspec.json.encode({"batch": self._most, "expires": int(_EXPIRES_S * 1e9)})
        await self._client.publish(self._next, wanted, reply=f"{self.inbox}.{self._asked}")

    async def hear(self, message: Msg) -> None:
        status = (message.headers or {}).get("Status")
        if status is None or message.reply:
            self._owed -= 1
            self.arrived.append(message)
        elif message.subject == f"{self.inbox}.{self._asked}":
            self._owed = 0
            if status not in _OVER:
                self._ended = str((message.headers or {}).get("Description", status))
        self._heard.set()


@asynccontextmanager
async def pulling(client: Client, stream: str, consumer: str, most: int) -> AsyncIterator[Pull]:
    """most: messages that the server may send ahead."""
    pull = Pull(client, stream, consumer, most)
    inbox = await client.subscribe(f"{pull.inbox}.*", cb=pull.hear, pending_bytes_limit=0)
    try:
        yield pull
    finally:
        with suppress(NatsError):
            await inbox.unsubscribe()
