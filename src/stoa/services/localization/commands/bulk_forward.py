"""What a bulk wants is done to some of its units; what moved since they were chosen is named and left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from anyio import to_thread

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.accepting import (
    Said,
    accepted,
    remember,
    settle,
    tell_accepted,
    tell_translated,
)
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.bulk_memory import Kept, known_before
from stoa.services.localization.domain.bulk import DONE, Bulk, BulkUnit, Deed, obstacle
from stoa.services.localization.domain.bulk_units import ACTIONS, candidate_of, changed, counted, kept
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement, judge
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.unit import State, Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.store import bulks, editions, log, memory, post_edits, rechecks, tasks
from stoa.services.localization.store.glossary import load_glossary


@dataclass(frozen=True, slots=True)
class _Looked:
    """tasks: by unit, as they were judged. stamp: of the glossary they were judged by."""

    tasks: Mapping[UUID, Task]
    judged: Mapping[UUID, Judgement]
    stamp: str


@dataclass(frozen=True, slots=True)
class _Taken:
    one: BulkUnit
    task: Task
    after: Unit


async def carry_out(db: Database, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]) -> Kept | None:
    """None where somebody else has gone on with it, or nothing came into the memory or out of it."""
    looked = await _look(db, caller, bulk, some)
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, bulk.selection.course, bulk.selection.locale, lock=True)
        held = await bulks.load(work, bulk.id, lock=True)
        if held is None or (held.phase, held.done) != (bulk.phase, bulk.done):
            return None
        there = {task.unit.id: task for task in await tasks.of_units(work, [one.unit for one in some])}
        gone = edition is None or not edition.active
        outcomes = [_outcome(bulk, one, None if gone else there.get(one.unit), looked, work) for one in some]
        taken = [
            _taken(bulk, edition, one, there[one.unit], looked, work)
            for one, outcome in zip(some, outcomes, strict=True)
            if outcome == DONE and edition is not None
        ]
        done, remembered = await _keep(work, bulk, edition, taken) if edition and taken else ([], None)
        was_done = {one.unit for one in done}
        outcomes = [
            "post_edit.taken" if outcome == DONE and one.unit not in was_done else outcome
            for one, outcome in zip(some, outcomes, strict=True)
        ]
        await hold_again(work, bulk.selection.course, bulk.selection.locale, looked.stamp)
        left = [
            replace(one, outcome=outcome)
            for one, outcome in zip(some, outcomes, strict=True)
            if outcome != DONE
        ]
        await bulks.save_units(work, bulk.id, [*done, *left])
        counts = counted(held.counts, outcomes, undo=False)
        await bulks.save(work, replace(held, done=held.done + len(some), counts=counts))
        return remembered


async def _look(db: Database, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]) -> _Looked:
    """Only what is to be accepted has to pass the checks."""
    async with db.read(caller) as read:
        stamp = await rechecks.stamp_of(read)
        seen = {task.unit.id: task for task in await tasks.of_units(read, [one.unit for one in some])}
        asks = bulk.word.deed is Deed.ACCEPT and seen
        glossary = await load_glossary(read, next(iter(seen.values()))) if asks else None
    judged = await to_thread.run_sync(_judge, seen, glossary) if glossary is not None else {}
    return _Looked(seen, judged, stamp)


def _judge(seen: Mapping[UUID, Task], glossary: Glossary) -> dict[UUID, Judgement]:
    return {
        unit: judge(task.segment.coded, task.unit.target, glossary)
        for unit, task in seen.items()
        if task.unit.target
    }


def _outcome(bulk: Bulk, one: BulkUnit, task: Task | None, looked: _Looked, work: UnitOfWork) -> str:
    """DONE, or the code of what is in the way."""
    if task is None or one.unit not in looked.tasks:
        return "unit.unknown"
    if task.unit.version != one.version:
        return "unit.changed"
    if task.segment != looked.tasks[one.unit].segment:
        return "unit.source_changed"
    judgement = looked.judged.get(one.unit)
    stopping = frozenset(judgement.stopping) if judgement is not None else frozenset()
    candidate = candidate_of(task, bulk.by, work.now, stopping)
    return obstacle(bulk.word, candidate, maker=bulk.maker) or DONE


def _taken(
    bulk: Bulk, edition: Edition, one: BulkUnit, task: Task, looked: _Looked, work: UnitOfWork
) -> _Taken:
    unit = task.unit
    if bulk.word.deed is Deed.PUT_ASIDE:
        return _Taken(one, task, unit)
    if bulk.word.deed is not Deed.ACCEPT:
        return _Taken(one, task, changed(unit, bulk.word, bulk.by, work.now))
    said = Said(unit.target, task.segment.checksum, unit.version)
    judgement = looked.judged[unit.id]
    return _Taken(one, task, accepted(edition, unit, task.waiting, bulk.by, said, judgement, work.now))


async def _keep(
    work: UnitOfWork, bulk: Bulk, edition: Edition, taken: Sequence[_Taken]
) -> tuple[list[BulkUnit], Kept | None]:
    """How each that was done ended, and what came into the memory or out of it."""
    if bulk.word.deed is Deed.PUT_ASIDE:
        moved = await post_edits.put_aside(work, [each.one.unit for each in taken], bulk.by)
        return [_ended(each, _skipped(each.task) + 1) for each in taken if each.one.unit in moved], None
    after = [each.after for each in taken]
    action = ACTIONS[bulk.word.deed]
    await log.append(work, edition.course, edition.locale, [Change(unit, action) for unit in after])
    keep = _accept if bulk.word.deed is Deed.ACCEPT else _send
    return await keep(work, bulk, edition, taken)


async def _accept(
    work: UnitOfWork, bulk: Bulk, edition: Edition, taken: Sequence[_Taken]
) -> tuple[list[BulkUnit], Kept]:
    after, of = [each.after for each in taken], [each.task for each in taken]
    await settle(work, edition, after)
    known = await known_before(work, edition, of)
    learnt = await remember(work, edition, list(zip(of, after, strict=True)))
    for unit in after:
        tell_accepted(work, unit, bulk.by, 0, 0.0)
    tell_translated(work, after)
    pair = LocalePair(of[0].source_locale, edition.locale)
    ended = [_ended(each, each.after.version, known=known.get(each.one.unit)) for each in taken]
    return ended, Kept(pair, learnt=learnt)


async def _send(
    work: UnitOfWork, bulk: Bulk, edition: Edition, taken: Sequence[_Taken]
) -> tuple[list[BulkUnit], Kept]:
    """Back, or to another state."""
    after = [each.after for each in taken]
    await settle(work, edition, after)
    lost = await memory.forget_units(work, [unit.id for unit in after if unit.state < State.REVIEWED])
    why = bulk.word.why.strip()
    said = await post_edits.add_comments(work, [unit.id for unit in after], bulk.by, why) if why else {}
    work.record(EditionTouched(course=edition.course, locale=edition.locale))
    ended = [
        _ended(
            each,
            each.after.version,
            learnt=each.one.unit in lost,
            comment=str(said[each.one.unit]) if said else None,
        )
        for each in taken
    ]
    pair = LocalePair(taken[0].task.source_locale, edition.locale)
    return ended, Kept(pair, forgotten=[id_ for ids in lost.values() for id_ in ids])


def _ended(each: _Taken, after: int, **beside: Any) -> BulkUnit:
    return replace(each.one, outcome=DONE, before={**kept(each.task), **beside}, after=after)


def _skipped(task: Task) -> int:
    return task.waiting.skipped if task.waiting is not None else 0
