"""A whole platform that is killed, program by program, and a client that does not give up."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

from bench.open_loop import Connection

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.folder import ProgramStatus
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.up import own_processes
from stoa.runtime.db.migrate import migrate

SECONDS = float(os.environ.get("STOA_CHAOS_S", "16"))
EVERY_S = 5.0 if SECONDS >= 60 else 2.0
PATIENCE_S = 60.0


@asynccontextmanager
async def open_platform(folder: Path) -> AsyncIterator[Supervisor]:
    environment = {**os.environ, **edge_on_free_ports()}
    before = dict(os.environ)
    os.environ.update(environment)
    async with supervised(folder, environment, durable=True) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        yield supervisor
    os.environ.clear()
    os.environ.update(before)


async def kill_in_turn(platform: Supervisor, spared: Collection[str] = ()) -> None:
    """Whatever runs, one after the other, without asking."""
    names = [one.name for one in platform.status().programs if one.name not in spared]
    for name in cycle(names):
        await asyncio.sleep(EVERY_S)
        victim = await _alive(platform, name)
        if victim.pid is not None:
            os.kill(victim.pid, signal.SIGKILL)


async def _alive(platform: Supervisor, name: str) -> ProgramStatus:
    while True:
        found = next(one for one in platform.status().programs if one.name == name)
        if found.state == "ready":
            return found
        await asyncio.sleep(0.1)


class Sender:
    """A client that does not give up while the platform may come back. again: tries after a failure."""

    def __init__(self, port: int) -> None:
        self.again = 0
        self._port = port
        self._connection: Connection | None = None

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """The first answer that is one, and not a wish to be asked again later."""
        async with asyncio.timeout(PATIENCE_S):
            while (outcome := await self._try(request)) is None or outcome[0] >= 500 or outcome[0] == 429:
                self.again += 1
                await asyncio.sleep(0.2)
        return outcome

    async def _try(self, request: bytes) -> tuple[int, bytes] | None:
        try:
            if self._connection is None:
                self._connection = await Connection.open("127.0.0.1", self._port)
            return await asyncio.wait_for(self._connection.ask(request), 10)
        except (OSError, TimeoutError):
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
