"""What the memory says is corrected, removed and brought back by people, one unit at a time."""

from uuid import UUID

from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.memory_unit import MemoryUnit, corrected
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import memory_units


async def correct_unit(
    db: Database, outside: Outside, caller: Caller, unit: UUID, target: str, seen: str
) -> None:
    """seen: the target that was looked at. Raises NotFound, Invalid, Conflict when it is another now."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        before = await _lock(work, unit)
        after = corrected(before, target, seen)
        if before.removed:
            raise Conflict("memory.removed", field="target")
        await memory_units.correct(work, before, after.text, caller.known())
    await _learn(outside, caller, before, after, Origin.PERSON)


async def remove_unit(db: Database, outside: Outside, caller: Caller, unit: UUID) -> None:
    """It is proposed nowhere from now on. Again changes nothing."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        before = await _lock(work, unit)
        if not before.removed:
            await memory_units.set_removed(work, before, caller.known(), removed=True)
    await outside.fuzzy.forget(caller.tenant, before.pair, [unit])


async def restore_unit(db: Database, outside: Outside, caller: Caller, unit: UUID) -> None:
    """As it was. Again changes nothing."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        before = await _lock(work, unit)
        if before.removed:
            await memory_units.set_removed(work, before, caller.known(), removed=False)
    await _learn(outside, caller, before, before.target, Origin(before.origin))


async def _lock(work: UnitOfWork, unit: UUID) -> MemoryUnit:
    found = await memory_units.load(work, unit, lock=True)
    if found is None:
        raise NotFound("memory.unknown")
    return found


async def _learn(outside: Outside, caller: Caller, unit: MemoryUnit, target: CodedText, by: Origin) -> None:
    known = Remembered(unit.id, unit.scope, unit.source, target, by)
    await outside.fuzzy.learn(caller.tenant, unit.pair, [known])
