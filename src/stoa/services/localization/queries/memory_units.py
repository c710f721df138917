"""Units of the memory, a page at a time, and one with what people did to it."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.concordance import LOOKED_THROUGH
from stoa.services.localization.domain.memory_unit import FoundUnits, MemoryChange, MemoryUnit, SoughtUnits
from stoa.services.localization.store import memory_units

PAGE = 50
LAST_PAGE = LOOKED_THROUGH // PAGE


async def find_units(db: Database, caller: Caller, sought: SoughtUnits, page: int) -> FoundUnits:
    """Raises Invalid."""
    async with db.read(caller) as read:
        return await memory_units.find(read, sought, most=PAGE, offset=(page - 1) * PAGE)


async def see_unit(db: Database, caller: Caller, unit: UUID) -> tuple[MemoryUnit, list[MemoryChange]]:
    """Also one that is removed; the newest change first. Raises NotFound."""
    async with db.read(caller) as read:
        found = await memory_units.load(read, unit)
        if found is None:
            raise NotFound("memory.unknown")
        return found, await memory_units.changes_of(read, unit)
