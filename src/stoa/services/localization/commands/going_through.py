"""A bulk is gone through to its end, forward or back, in batches; after a death it goes on where it was."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.bulk_again import translate_again
from stoa.services.localization.commands.bulk_back import put_back
from stoa.services.localization.commands.bulk_forward import carry_out
from stoa.services.localization.commands.bulk_memory import Kept
from stoa.services.localization.domain.bulk import Bulk, BulkUnit, Deed, Phase
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import bulks

_AT_ONCE = 200
"""Units that are looked at together, and changed in one transaction."""
_ASKED_AT_ONCE = 64
"""The same where machines are asked: what they said of them is kept before they are asked more."""


async def go_through(db: Database, outside: Outside, caller: Caller, about: UUID) -> None:
    """What changed in the memory is told to its index after each batch."""
    caller = caller.under(None)
    while True:
        async with db.read(caller) as read:
            bulk = await bulks.load(read, about)
            if bulk is None or bulk.over:
                return
            after, most = _batch(bulk)
            some = await bulks.next_units(read, about, after, most)
        if not some:
            break
        memory = await _take(db, outside, caller, bulk, some)
        if memory is not None:
            await outside.fuzzy.forget(caller.tenant, memory.pair, memory.forgotten)
            await outside.fuzzy.learn(caller.tenant, memory.pair, memory.learnt)
    async with db.work(caller) as work:
        now = await bulks.load(work, about, lock=True)
        if now is not None and not now.over and now.done == bulk.done:
            phase = Phase.DONE if now.phase is Phase.DOING else Phase.UNDONE
            await bulks.save(work, replace(now, phase=phase, finished_at=work.now))


async def _take(
    db: Database, outside: Outside, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]
) -> Kept | None:
    if bulk.phase is not Phase.DOING:
        return await put_back(db, caller, bulk, some)
    if bulk.word.deed is not Deed.TRANSLATE_AGAIN:
        return await carry_out(db, caller, bulk, some)
    await translate_again(db, outside, caller, bulk, some)
    return None


def _batch(bulk: Bulk) -> tuple[int, int]:
    """The number that comes before it, and how many it may have at most.

    Back through the batches in which it went forward, from the last one: what a later one found in the memory
    an earlier one may have written.
    """
    if bulk.phase is Phase.DOING:
        return bulk.done, _ASKED_AT_ONCE if bulk.word.deed is Deed.TRANSLATE_AGAIN else _AT_ONCE
    left = bulk.total - bulk.done
    after = max(left - 1, 0) // _AT_ONCE * _AT_ONCE
    return after, left - after
