"""NATS JetStream: one stream a service, with its public facts and its private commands."""

import asyncio
from collections.abc import Callable, Sequence

import nats
from nats.aio.client import Client, RawCredentials
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from stoa.kernel.errors import Unavailable
from stoa.runtime import log
from stoa.runtime.config import BusSettings
from stoa.runtime.publishing import Publisher

_log = log.get(__name__)
_DUPLICATE_WINDOW_S = 120.0
_CONNECT_S = 10.0


class Bus:
    """A connection that comes back by itself."""

    def __init__(self, client: Client, replicas: int) -> None:
        self.client = client
        self.publisher = Publisher(client)
        self.stream: JetStreamContext = client.jetstream(timeout=5)
        self.replicas = replicas
        self.when_lost: list[Callable[[], None]] = []
        """Called when the connection breaks: what was published meanwhile without a stream is gone."""

    @classmethod
    async def connect(cls, settings: BusSettings, name: str) -> "Bus":
        """Raises Unavailable when the server does not answer."""

        broken: list[Callable[[], None]] = []

        async def on_disconnected() -> None:
            for act in broken:
                act()

        async def on_error(error: Exception) -> None:
            _log.warning("bus.failed", error=str(error))

        try:
            # Without an end the first connection would be tried for ever.
            async with asyncio.timeout(_CONNECT_S):
                client = await nats.connect(
                    settings.url,
                    name=name,
                    user_credentials=RawCredentials(settings.credentials.reveal()),
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=0.25,
                    ping_interval=5,
                    max_outstanding_pings=2,
                    error_cb=on_error,
                    disconnected_cb=on_disconnected,
                )
                bus = cls(client, settings.replicas)
                try:
                    await bus.publisher.listen()
                except BaseException:
                    await client.close()
                    raise
        except (NatsError, OSError, TimeoutError) as error:
            raise Unavailable("bus.unavailable") from error
        bus.when_lost = broken
        return bus

    async def ensure_streams(self, services: Sequence[str]) -> None:
        """Made once; an existing one is brought to the present configuration."""
        for service in services:
            config = StreamConfig(
                name=stream_name(service),
                subjects=[f"evt.{service}.>", f"work.{service}.>"],
                retention=RetentionPolicy.LIMITS,
                storage=StorageType.FILE,
                num_replicas=self.replicas,
                duplicate_window=_DUPLICATE_WINDOW_S,
            )
            try:
                await self.stream.stream_info(stream_name(service))
            except NotFoundError:
                await self.stream.add_stream(config)
            else:
                await self.stream.update_stream(config)

    async def last_sequence(self, service: str) -> int:
        info = await self.stream.stream_info(stream_name(service))
        return int(info.state.last_seq)

    async def close(self) -> None:
        await self.client.close()


def stream_name(service: str) -> str:
    return f"evt_{service}"
