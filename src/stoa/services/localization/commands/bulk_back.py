"""Units of a bulk are put back as they were, where nobody has touched them since; the others are named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.accepting import remember
from stoa.services.localization.commands.asking import ask_recheck
from stoa.services.localization.commands.bulk_memory import Kept, know_again, known_before
from stoa.services.localization.domain.bulk import RESTORED, Bulk, BulkUnit, Deed
from stoa.services.localization.domain.bulk_units import (
    asked_again,
    counted,
    obstacle_back,
    restored,
    was_done,
)
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.store import bulks, editions, log, memory, post_edits, tasks


@dataclass(frozen=True, slots=True)
class _Back:
    """before: as `kept` told it."""

    task: Task
    before: dict[str, Any]
    after: Unit


async def put_back(db: Database, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]) -> Kept | None:
    """None where somebody else has gone on with it, or nothing came into the memory or out of it."""
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, bulk.selection.course, bulk.selection.locale, lock=True)
        held = await bulks.load(work, bulk.id, lock=True)
        if held is None or (held.phase, held.done) != (bulk.phase, bulk.done):
            return None
        of = [one for one in some if was_done(one)]
        there = {task.unit.id: task for task in await tasks.of_units(work, [one.unit for one in of])}
        gone = edition is None or not edition.active
        ended = [_ended(bulk, one, None if gone else there.get(one.unit), work) for one in of]
        back = [
            _back(there[one.unit], one.before, work)
            for one in ended
            if one.undo == RESTORED and one.before is not None
        ]
        remembered = await _keep(work, bulk, edition, back) if edition is not None and back else None
        await bulks.save_units(work, bulk.id, ended)
        counts = counted(held.counts, [one.undo for one in ended], undo=True)
        await bulks.save(work, replace(held, done=held.done + len(some), counts=counts))
        return remembered


def _ended(bulk: Bulk, one: BulkUnit, task: Task | None, work: UnitOfWork) -> BulkUnit:
    return replace(one, undo=obstacle_back(one, bulk.word, task, work.now) or RESTORED)


def _back(task: Task, before: dict[str, Any], work: UnitOfWork) -> _Back:
    return _Back(task, before, restored(task.unit, before, work.now))


async def _keep(work: UnitOfWork, bulk: Bulk, edition: Edition, back: Sequence[_Back]) -> Kept | None:
    await _ask_again(work, edition, back)
    if bulk.word.deed is Deed.PUT_ASIDE:
        return None
    after = [each.after for each in back]
    await log.append(work, edition.course, edition.locale, [Change(unit, "restored") for unit in after])
    comments = [UUID(said) for each in back if (said := each.before.get("comment"))]
    await post_edits.remove_comments(work, comments)
    work.record(EditionTouched(course=edition.course, locale=edition.locale))
    if bulk.word.deed is Deed.TRANSLATE_AGAIN:
        await ask_recheck(work, edition.course, edition.locale)
        return None
    pair = LocalePair(back[0].task.source_locale, edition.locale)
    if bulk.word.deed is not Deed.ACCEPT:
        again = await _unsaid(work, edition, [each for each in back if each.before.get("learnt")])
        learnt = await remember(work, edition, [(each.task, each.after) for each in again])
        return Kept(pair, learnt=learnt)
    lost = await memory.forget_units(work, [unit.id for unit in after])
    mine = [each for each in back if each.before.get("known") and each.after.id in lost]
    known = [(each.task, each.before["known"]) for each in await _unsaid(work, edition, mine)]
    forgotten = [id_ for ids in lost.values() for id_ in ids]
    return Kept(pair, learnt=await know_again(work, edition, known), forgotten=forgotten)


async def _unsaid(work: UnitOfWork, edition: Edition, back: Sequence[_Back]) -> list[_Back]:
    """Those about whose words the memory says nothing: what others have taught it since stands."""
    known = await known_before(work, edition, [each.task for each in back])
    return [each for each in back if each.after.id not in known]


async def _ask_again(work: UnitOfWork, edition: Edition, back: Sequence[_Back]) -> None:
    """People are asked as they were, as far as the terms of now want anybody."""
    asked = [
        one for each in back if (one := asked_again(each.after, each.before, edition, work.now)) is not None
    ]
    await post_edits.dequeue(work, [each.after.id for each in back])
    await post_edits.enqueue(work, asked)
    for one in asked:
        if one.draft is not None or one.skipped:
            await post_edits.save_post_edit(work, one)
