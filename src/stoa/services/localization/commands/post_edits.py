"""The queue of post-edits: taking a unit, keeping a draft, giving it back."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.post_edit import (
    LONGEST_COMMENT,
    LONGEST_TARGET,
    Comment,
    PostEdit,
    check_free,
    check_holder,
)
from stoa.services.localization.domain.shown import ShownTask, shown_task
from stoa.services.localization.store import post_edits, tasks, units

MOST_CLAIMED = 50


async def claim_next(
    db: Database, caller: Caller, locales: Collection[str], course: UUID | None, most: int
) -> list[ShownTask]:
    """The first units that nobody has, as the queue has them; theirs for the time of a lease."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        claimed = await post_edits.claim_next(work, caller.known(), locales, course, most)
        found = await tasks.of_units(work, [one.unit for one in claimed])
        return work.keep([shown_task(task) for task in found])


async def claim(db: Database, caller: Caller, unit: UUID) -> ShownTask:
    """That unit. Raises NotFound, Conflict while somebody else has it."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        waiting = await _load(work, unit)
        check_free(waiting, caller.known(), work.now)
        await post_edits.renew_lease(work, replace(waiting, holder=caller.known()))
        [task] = await tasks.of_units(work, [unit])
        return work.keep(shown_task(task))


async def save_draft(db: Database, caller: Caller, unit: UUID, draft: str) -> None:
    """Keeps what there is so far, and the unit. Raises Conflict when it is no longer theirs."""
    if len(draft) > LONGEST_TARGET:
        raise Invalid("unit.too_long", field="target", most=LONGEST_TARGET)
    async with db.work(caller) as work:
        waiting = await _held(work, caller, unit)
        await post_edits.renew_lease(work, replace(waiting, draft=draft))


async def give_back(db: Database, caller: Caller, unit: UUID, *, skip: bool) -> None:
    """Others may take it. skip: it waits behind others of its priority; a draft stays with it."""
    async with db.work(caller) as work:
        waiting = await _held(work, caller, unit)
        free = replace(waiting, holder=None, held_until=None, skipped=waiting.skipped + skip)
        await post_edits.save_post_edit(work, free)


async def comment(db: Database, caller: Caller, unit: UUID, text: str) -> Comment:
    """Says something to others about the unit."""
    caller.require(*WHO_MAY_TRANSLATE)
    said = text.strip()
    if not 0 < len(said) <= LONGEST_COMMENT:
        raise Invalid("unit.comment_length", field="text", most=LONGEST_COMMENT)
    async with db.work(caller) as work:
        if not await units.load_units(work, [unit]):
            raise NotFound("unit.unknown")
        return work.keep(await post_edits.add_comment(work, unit, caller.known(), said))


async def _held(work: UnitOfWork, caller: Caller, unit: UUID) -> PostEdit:
    waiting = await _load(work, unit)
    check_holder(waiting, caller.known(), work.now)
    return waiting


async def _load(work: UnitOfWork, unit: UUID) -> PostEdit:
    waiting = await post_edits.load_post_edit(work, unit, lock=True)
    if waiting is None:
        raise NotFound("post_edit.unknown", field="unit")
    return waiting
