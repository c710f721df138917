"""One word about many units: asked for here, carried out in the background, and taken back as a whole."""

from uuid import UUID

import msgspec

from stoa.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, WHO_MAY_TRANSLATE
from stoa.services.localization.domain.bulk import (
    KEPT,
    MOST,
    Bulk,
    BulkRequested,
    Deed,
    Phase,
    Selection,
    Word,
)
from stoa.services.localization.store import bulks, editions

_THINNED = 50
"""Bulks of a tenant at a time, each of 20,000 units at most."""


class BulkBegun(msgspec.Struct, frozen=True, kw_only=True):
    bulk: UUID


async def begin_bulk(
    db: Database, caller: Caller, selection: Selection, word: Word, expected: int
) -> BulkBegun:
    """About the units as they are now. expected: how many the person was told that there are.

    Raises Conflict when there are others by now, or machines are at it still; NotFound, Invalid, Forbidden.
    """
    caller.require(*WHO_MAY_TRANSLATE)
    selection, word = selection.checked(), word.checked()
    if word.for_makers:
        caller.require(*WHO_MAY_CHOOSE)
    again = word.deed is Deed.TRANSLATE_AGAIN
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, selection.course, selection.locale, lock=again)
        if edition is None or not edition.active:
            raise NotFound("locale.unknown", locale=selection.locale)
        if again and await bulks.is_under_way(work, selection.course, selection.locale, word.deed):
            raise Conflict("bulk.under_way", field="deed")
        bulk = Bulk(
            id=new_id(),
            selection=selection,
            word=word,
            by=caller.known(),
            maker=caller.has(*WHO_MAY_CHOOSE),
            at=work.now,
            phase=Phase.DOING,
            total=expected,
            done=0,
            counts={},
            finished_at=None,
        )
        count = await bulks.begin(work, bulk)
        if count == 0:
            raise Invalid("bulk.nothing")
        if count > MOST:
            raise Invalid("bulk.too_many", most=MOST)
        if count != expected:
            raise Conflict("bulk.moved", field="expected", count=count)
        work.record(BulkRequested(bulk=bulk.id))
        return work.keep(BulkBegun(bulk=bulk.id))


async def undo_bulk(db: Database, caller: Caller, about: UUID) -> None:
    """Whoever gave the word takes it back, or an editor. Raises Conflict while it is done, and when late."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        bulk = await bulks.load(work, about, lock=True)
        if bulk is None:
            raise NotFound("bulk.unknown")
        if bulk.by != caller.known() and not caller.has(*WHO_MAY_CHOOSE):
            raise Forbidden("bulk.not_yours")
        if bulk.word.for_makers:
            caller.require(*WHO_MAY_CHOOSE)
        if bulk.phase is not Phase.DONE:
            raise Conflict("bulk.not_done", field="bulk")
        if bulk.is_past(work.now):
            raise Conflict("bulk.past", field="bulk", days=KEPT.days)
        await bulks.save_phase(work, about, Phase.UNDOING)
        work.record(BulkRequested(bulk=about))


async def thin_bulks(db: Database, caller: Caller) -> None:
    """What became of each unit is kept as long as it can be undone; the word and its counts stay."""
    async with db.read(caller) as read:
        past = await bulks.list_past(read, read.now - KEPT, _THINNED)
    for about in past:
        async with db.work(caller.under(None)) as work:
            bulk = await bulks.load(work, about, lock=True)
            if bulk is not None and bulk.over and bulk.is_past(work.now):
                await bulks.forget_units(work, about)
