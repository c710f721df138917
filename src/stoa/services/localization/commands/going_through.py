"""A bulk is gone through to its end, forward or back, in batches; after a death it goes on where it was."""

from dataclasses import replace
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.bulk_back import put_back
from stoa.services.localization.commands.bulk_forward import carry_out
from stoa.services.localization.domain.bulk import Bulk, Phase
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import bulks

_AT_ONCE = 200
"""Units that are looked at together, and changed in one transaction."""


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
        take = carry_out if bulk.phase is Phase.DOING else put_back
        memory = await take(db, caller, bulk, some)
        if memory is not None:
            await outside.fuzzy.forget(caller.tenant, memory.pair, memory.forgotten)
            await outside.fuzzy.learn(caller.tenant, memory.pair, memory.learnt)
    async with db.work(caller) as work:
        now = await bulks.load(work, about, lock=True)
        if now is not None and not now.over and now.done == bulk.done:
            phase = Phase.DONE if now.phase is Phase.DOING else Phase.UNDONE
            await bulks.save(work, replace(now, phase=phase, finished_at=work.now))


def _batch(bulk: Bulk) -> tuple[int, int]:
    """The number that comes before it, and how many it may have at most.

    Back through the batches in which it went forward, from the last one: what a later one found in the memory
    an earlier one may have written.
    """
    if bulk.phase is Phase.DOING:
        return bulk.done, _AT_ONCE
    left = bulk.total - bulk.done
    after = max(left - 1, 0) // _AT_ONCE * _AT_ONCE
    return after, left - after
