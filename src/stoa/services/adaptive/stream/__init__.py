"""Folding the log: what learners do becomes states, decisions and what instructors see."""

from collections.abc import Callable

from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.db import Database
from stoa.runtime.partitions import Log, Reader
from stoa.services.adaptive.stream.keeper import Keeper

NAME = "adaptive"


async def fold_log(settings: Settings, db: Database, ready: Callable[[], None]) -> None:
    """Until cancelled: then what is folded is brought into safe keeping."""
    bus = await Bus.connect(settings.bus, "adaptive")
    try:
        log = Log(bus)
        async with Keeper(db, log).at_work() as keeper:
            await Reader(log, NAME, keeper).run(ready)
    finally:
        await bus.close()
