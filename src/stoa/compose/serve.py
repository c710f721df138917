"""`stoa serve`: one process of our own, from its first connection to its last answer."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
import uvloop
from litestar.types import ASGIApp
from msgspec import structs

from stoa.compose.build import Process, open_process
from stoa.compose.engines.program import Trouble
from stoa.compose.registry import SERVICES, tenant_of
from stoa.compose.site import DOORS
from stoa.kernel.errors import Unavailable
from stoa.runtime import log, telemetry
from stoa.runtime.config import Settings
from stoa.runtime.service import Service

_WAIT_S = 30.0
_IDLE_S = 180
"""A connection without a request: longer than the edge keeps it, so that none is asked while it is closed."""
_STOP_S = 20
"""What is still being answered then is broken off, so that the rest of the process can end in order."""
_ALLOCATIONS_BETWEEN_COLLECTIONS = 20_000
_SHORT_ALLOCATIONS, _SELDOM = 4_000, 1_000
"""Where milliseconds count: young things are looked at often and shortly, old ones hardly ever."""
_MESSAGES_GIVE_WAY, _LOOP_GIVES_WAY = 10, 5
"""Niceness: where processors are short, who answers a person comes first, and then who adapts their page."""


def choose(only: Collection[str]) -> Sequence[Service]:
    """The services named, all without a name. Raises Trouble for a name that is none."""
    known = {service.name: service for service in SERVICES}
    unknown = sorted(set(only) - set(known))
    if unknown:
        raise Trouble(f"There is no service {unknown[0]!r}. The services are {', '.join(known)}.")
    return [service for name, service in known.items() if not only or name in only]


def serve(
    settings: Settings, address: str, *, name: str, only: Collection[str], consumers: bool, live: bool
) -> None:
    """Until SIGTERM: then no new request is taken, those under way have 20 s, and the process ends.

    address: `host:port`, a host of IPv6 in brackets. consumers: whether it also takes messages, relays facts
    and does jobs. live: whether it also does what learners wait for as it happens.
    """
    log.configure(settings.log_level)
    telemetry.configure(settings.trace, name)
    if consumers or live:
        _give_way(_MESSAGES_GIVE_WAY if consumers else _LOOP_GIVES_WAY)
    services = choose(only)
    settings = narrowed(settings, services, consumers=consumers)
    uvloop.run(_serve(settings, address, name, services, consumers=consumers, live=live))


def _give_way(niceness: int) -> None:
    os.nice(niceness)
    if os.getsid(0) == os.getpid():
        # Where the kernel groups processes by session, their own niceness counts within the session only.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(niceness))


def narrowed(settings: Settings, services: Sequence[Service], *, consumers: bool) -> Settings:
    """Without keys that a process has no work for: identity signs passes, its consumers take them back."""
    issues = any(service.name == "identity" for service in services)
    live = structs.replace(
        settings.live,
        signing=settings.live.signing if issues else None,
        authority=settings.live.authority if issues and consumers else None,
    )
    return structs.replace(settings, live=live)


async def _serve(
    settings: Settings,
    address: str,
    name: str,
    services: Sequence[Service],
    *,
    consumers: bool,
    live: bool,
) -> None:
    process = await _open(settings, name, services)
    server = _Server(process.door)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        process.platform.listening.drain()
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    spare_pauses(short=live and not consumers)
    async with process.working(consumers=consumers, live=live):
        with bound_to(address) as bound:
            await server.serve(sockets=[bound])
    await process.close()


def bound_to(address: str) -> socket.socket:
    """address: `host:port`; a host of IPv6 in brackets. Raises OSError for a port that is taken."""
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    return socket.create_server((host.strip("[]"), int(port)), family=family)


class _Server(uvicorn.Server):
    """Uvicorn as the edge needs it. It serves until `should_exit`."""

    def __init__(self, door: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                door,
                interface="asgi3",
                http="httptools",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_keep_alive=_IDLE_S,
                timeout_graceful_shutdown=_STOP_S,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ours stay: it would put its own in their place."""
        yield


def spare_pauses(*, short: bool) -> None:
    """What was loaded at start stays: a collection that looked at it would hold up every request."""
    gc.collect()
    gc.freeze()
    if short:
        gc.set_threshold(_SHORT_ALLOCATIONS, _SELDOM, _SELDOM)
    else:
        gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)


async def _open(settings: Settings, name: str, services: Sequence[Service]) -> Process:
    """Engines may come up while we wait."""
    deadline = asyncio.get_running_loop().time() + _WAIT_S
    while True:
        try:
            return await open_process(settings, services, tenant_of, name=name, extra_doors=DOORS)
        except Unavailable:
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(0.2)
