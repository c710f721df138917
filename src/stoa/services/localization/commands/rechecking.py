"""After the glossary changed, what stands already is held against it: in the background, batch by batch.

Nothing is asked of memory or machines, and targets stay as they are: only findings change, and with them
whether a target that nobody has said a word about counts.
"""

from collections.abc import Sequence
from uuid import UUID

from anyio import to_thread

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.cascade import tell
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.judgement import Judgement, judge
from stoa.services.localization.domain.rechecked import differs, rechecked
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.wanted import EditionTouched, GlossaryChanged, RecheckRequested
from stoa.services.localization.store import editions, log, rechecks, tasks
from stoa.services.localization.store.glossary import load_glossary

_AT_ONCE = 500
"""Units that are read together, and written in one transaction at most."""


async def spread(db: Database, caller: Caller, change: GlossaryChanged) -> None:
    """Every edition that the terms count for is to be looked at, each by itself."""
    async with db.work(caller) as work:
        for course, locale in await rechecks.editions_of(work, change):
            work.record(RecheckRequested(course=course, locale=locale))


async def recheck(db: Database, caller: Caller, course: UUID, locale: str) -> None:
    """Once for however many changes came together. After a death it begins anew and finds the rest."""
    caller = caller.under(None)
    async with db.read(caller) as read:
        stamp = await rechecks.stamp_of(read)
        seen = await rechecks.held_against(read, course, locale)
    if seen is None or seen == stamp:
        return
    await _wait_for_writers(db, caller, course, locale)
    last = None
    while some := await _written_after(db, caller, course, locale, last):
        last = some[-1].unit.id
        while some:
            some = await _hold(db, caller, course, locale, some)
    async with db.work(caller) as work:
        await rechecks.save_held_against(work, course, locale, seen, stamp)


async def _wait_for_writers(db: Database, caller: Caller, course: UUID, locale: str) -> None:
    """What was judged before the glossary changed and is not committed yet is there afterwards, to be seen.

    Whoever has the edition later sees the change, and asks for what they write to be held against it.
    """
    async with db.work(caller) as work:
        await editions.load_edition(work, course, locale, lock=True)


async def _written_after(
    db: Database, caller: Caller, course: UUID, locale: str, last: UUID | None
) -> list[Task]:
    async with db.read(caller) as read:
        return await tasks.written_after(read, course, locale, last, _AT_ONCE)


async def _hold(db: Database, caller: Caller, course: UUID, locale: str, some: Sequence[Task]) -> list[Task]:
    """Against the glossary of now. Returns those that moved meanwhile, as they are: to be judged anew.

    Who sends a unit back or puts it back as it was leaves what was found in it.
    """
    async with db.read(caller) as read:
        stamp = await rechecks.stamp_of(read)
        glossary = await load_glossary(read, some[0])
    judged = await to_thread.run_sync(_judge, some, glossary)
    return await _keep(db, caller, course, locale, judged, stamp) if judged else []


_Judged = Sequence[tuple[Task, Judgement]]


def _judge(some: Sequence[Task], glossary: Glossary) -> _Judged:
    """Those whose findings about terms are others now, with all findings. Takes a while."""
    return [
        (task, judge(task.segment.coded, task.unit.target, glossary))
        for task in some
        if differs(task, glossary)
    ]


async def _keep(
    db: Database, caller: Caller, course: UUID, locale: str, judged: _Judged, stamp: str
) -> list[Task]:
    """What changed meanwhile is left, and returned. stamp: of the glossary that judged these.

    Readers may see it: said here, since after a death nothing differs any more that could say so.
    """
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, course, locale, lock=True)
        if edition is None or not edition.active:
            return []
        there = await tasks.of_units(work, [task.unit.id for task, _ in judged])
        seen = {task.unit.id: (task.unit, judgement) for task, judgement in judged}
        made = [
            (task, rechecked(task, seen[task.unit.id][1], edition.terms.threshold, work.now))
            for task in there
            if task.unit == seen[task.unit.id][0]
        ]
        await log.append(work, course, locale, [Change(after, "checked") for _, after in made])
        moved = [after for task, after in made if after.state is not task.unit.state]
        await tell(work, edition, moved)
        if made:
            await hold_again(work, course, locale, stamp)
            work.record(EditionTouched(course=course, locale=locale))
        return [
            task
            for task in there
            if task.unit != seen[task.unit.id][0]
            and task.unit.target
            and task.unit.says(task.segment.checksum)
        ]
