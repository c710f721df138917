"""What is missing of objects in a locale is proposed by memory, then by a machine; the rest is people's.

Read, call, write: while machines are asked no transaction is open. Running again does what is left.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from stoa.contracts.localization import PostEditRequested, TranslatedUnit, UnitState, UnitsTranslated
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.judging import Ready, propose, task_of
from stoa.services.localization.commands.proposing import Task
from stoa.services.localization.domain.cascade import asked_of_people, proposed, word_of
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.unit import State, Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import courses, editions, log, post_edits, requests, units


async def translate(
    db: Database, outside: Outside, caller: Caller, course: UUID, things: Collection[UUID], locale: str
) -> None:
    """Raises Unavailable when a machine did not answer; what others proposed is kept."""
    caller = caller.under(None)
    async with db.read(caller) as read:
        task = await _load(read, course, things, locale)
    if task is None:
        await _settle(db, caller, course, things, locale)
        return
    late = 0
    async for ready in propose(db, outside, caller, task):
        late = ready.late
        await _keep(db, caller, task, things, ready)
    if late:
        raise Unavailable("machine.unavailable", waiting=late)


async def _settle(db: Database, caller: Caller, course: UUID, things: Collection[UUID], locale: str) -> None:
    """Nothing is lacking: somebody else was quicker."""
    async with db.work(caller) as work:
        await editions.load_edition(work, course, locale, lock=True)
        await _pass_on(work, course, things, locale)


async def _pass_on(work: UnitOfWork, course: UUID, things: Collection[UUID], locale: str) -> None:
    """With the last objects that were asked for it is time to see whether the locale is ready."""
    if await requests.settle(work, course, locale, things):
        work.record(EditionTouched(course=course, locale=locale))


async def _load(read: ReadSession, course: UUID, things: Collection[UUID], locale: str) -> Task | None:
    known = await courses.load_course(read, course)
    edition = await editions.load_edition(read, course, locale)
    if known is None or edition is None or not edition.active:
        return None
    there = await units.units_of_objects(read, course, things, locale)
    lacking = _lacking(await units.segments_of_objects(read, course, things, locale), there)
    if not lacking:
        return None
    return await task_of(read, known, edition, lacking, there)


def _lacking(present: Sequence[Segment], there: Mapping[UUID, Unit]) -> list[Segment]:
    return [one for one in present if one.id not in there or there[one.id].source != one.checksum]


async def _keep(db: Database, caller: Caller, task: Task, things: Collection[UUID], ready: Ready) -> None:
    """What changed meanwhile stays as it is: whoever changed it saw more than we did."""
    course, locale = task.course.id, task.edition.locale
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, course, locale, lock=True)
        if edition is None or not edition.active:
            return
        there = await units.units_of_objects(work, course, things, locale)
        now = await units.contents_of_objects(work, course, things)
        made = []
        for one in ready.segments:
            before = there.get(one.id) or Unit(new_id(), one.id, course, one.object, locale)
            seen = task.units.get(one.id)
            if before.version == (seen.version if seen else 0) and now.get(one.id) == one.checksum:
                judgement, threshold = ready.judged.get(one.id), edition.terms.threshold
                made.append(proposed(before, one, ready.found[one.id], judgement, threshold, work.now))
        await log.append(work, course, locale, [Change(unit, word_of(unit)) for unit in made])
        await tell(work, edition, made)
        await hold_again(work, course, locale, task.stamp)
        if ready.last:
            await _pass_on(work, course, things, locale)


async def tell(work: UnitOfWork, edition: Edition, made: Sequence[Unit]) -> None:
    """Whoever has to look at them is asked, nobody about the others, and both are told."""
    waiting = [one for unit in made if (one := asked_of_people(unit, edition, work.now)) is not None]
    await post_edits.enqueue(work, waiting)
    asked = {one.unit for one in waiting}
    await post_edits.dequeue(work, [unit.id for unit in made if unit.id not in asked])
    by_object: dict[UUID, list[Unit]] = {}
    for unit in made:
        by_object.setdefault(unit.object, []).append(unit)
    for thing, units_of_it in by_object.items():
        _tell_of_object(work, edition, thing, units_of_it, asked)


def _tell_of_object(
    work: UnitOfWork, edition: Edition, thing: UUID, made: Sequence[Unit], asked: Collection[UUID]
) -> None:
    course, locale = edition.course, edition.locale
    translated = [told_unit(unit) for unit in made if unit.state >= State.TRANSLATED]
    waiting = [unit.id for unit in made if unit.id in asked]
    if translated:
        work.record(UnitsTranslated(course=course, object=thing, locale=locale, units=translated))
    if waiting:
        work.record(PostEditRequested(course=course, object=thing, locale=locale, units=waiting))


def told_unit(unit: Unit) -> TranslatedUnit:
    return TranslatedUnit(
        unit=unit.id, state=UnitState(unit.state.name.lower()), origin=unit.origin, version=unit.version
    )
