"""Work that never ends: the fuzzy index follows the memory."""

import asyncio
from collections.abc import Callable

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Unavailable
from stoa.runtime import log
from stoa.runtime.db import Database
from stoa.services.localization.ports import HeldIndex
from stoa.services.localization.queries.memory import follow

_log = log.get(__name__)
_EVERY_S = 1.0
_STAND_BY_S = 15.0


async def follow_memory(db: Database, index: HeldIndex, clock: Clock, ready: Callable[[], None]) -> None:
    """Until cancelled. Of several processes one has the index; the others stand by."""
    ready()
    try:
        while True:
            try:
                if await index.hold():
                    await follow(db, index, clock)
                    wait_s = _EVERY_S
                else:
                    wait_s = _STAND_BY_S
            except (Unavailable, OSError) as error:
                _log.warning("memory.interrupted", error=str(error))
                wait_s = _EVERY_S
            await asyncio.sleep(wait_s)
    finally:
        await index.close()
