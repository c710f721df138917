"""How many partitions a reader takes, so that all readers have about as many."""

import asyncio
from collections.abc import Callable

from nats.aio.client import Client
from nats.aio.msg import Msg

from stoa.runtime.live.subjects import PARTITIONS

BEAT_S = 0.5
_GONE_S = 2.0


class Share:
    """Readers tell each other that they live; who was silent for two seconds is gone."""

    def __init__(self, client: Client, name: str, reader: str) -> None:
        self._client = client
        self._subject = f"beat.{name}"
        self._reader = reader
        self._heard: dict[str, float] = {}
        self._seen: frozenset[str] = frozenset()
        self._now: Callable[[], float] = asyncio.get_running_loop().time

    async def listen(self) -> None:
        async def hear(message: Msg) -> None:
            self._heard[message.data.decode()] = self._now()

        await self._client.subscribe(self._subject, cb=hear)

    async def beat(self) -> None:
        await self._client.publish(self._subject, self._reader.encode())

    def most(self) -> int:
        """Partitions for this reader, rounded up."""
        return -(-PARTITIONS // len(self._alive()))

    def changed(self) -> bool:
        """Whether readers came or went since it was asked before."""
        before, self._seen = self._seen, self._alive()
        return before != self._seen

    def _alive(self) -> frozenset[str]:
        earliest = self._now() - _GONE_S
        self._heard = {reader: at for reader, at in self._heard.items() if at > earliest}
        return frozenset(self._heard) | {self._reader}
