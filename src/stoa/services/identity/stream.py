"""What never ends: the server's list of refused passes is kept as the database has it."""

import asyncio
from collections.abc import Callable

from stoa.kernel.clock import Clock
from stoa.runtime.db import Database
from stoa.runtime.live.warden import Warden
from stoa.services.identity.queries.live import revoked_passes

_EVERY_S = 5.0


async def take_passes_back(db: Database, warden: Warden, clock: Clock, ready: Callable[[], None]) -> None:
    """Consumers tell the warden at once; this tells what they told a process that is gone."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(warden.run())
        ready()
        while True:
            warden.refuse(await revoked_passes(db, clock()))
            await asyncio.sleep(_EVERY_S)
