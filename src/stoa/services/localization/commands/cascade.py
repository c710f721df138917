"""What is missing of objects in a locale is proposed by memory, then by a machine; the rest is people's.

Read, call, write: while machines are asked no transaction is open. Running again does what is left.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.contracts.localization import PostEditRequested, TranslatedUnit, UnitState, UnitsTranslated
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.proposing import Task, from_machines, from_memory, parts_of
from stoa.services.localization.domain.cascade import asked_of_people, proposed, word_of
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement, judge_all
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.quality.calibration import Calibration
from stoa.services.localization.domain.remembered import scopes_of
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.domain.unit import State, Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import (
    calibrations,
    courses,
    editions,
    log,
    memory,
    offers,
    post_edits,
    rechecks,
    requests,
    terms,
    units,
)


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
    glossary = await to_thread.run_sync(glossary_of, task.wordings, task.pair)
    remembered = await _remembered(db, outside, caller, task, glossary)
    fitted = await _fitted(db, outside, caller, task, remembered)
    late = 0
    parts = list(parts_of(task, remembered, outside.machines))
    for number, part in enumerate(parts, 1):
        found = await from_machines(outside.machines, task, part, remembered, glossary)
        late += found.late
        ready = [one for one in part if one.id in found.by]
        judged = await to_thread.run_sync(judge_all, ready, found.by, glossary, fitted)
        last = number == len(parts) and not late
        await _keep(db, caller, task, _Ready(ready, found.by, judged, last))
    if late:
        raise Unavailable("machine.unavailable", waiting=late)


async def _remembered(
    db: Database, outside: Outside, caller: Caller, task: Task, glossary: Glossary
) -> dict[UUID, Proposal]:
    """The best for each segment; the index may not have heard what was forgotten meanwhile."""
    found = await from_memory(outside.fuzzy, caller, task, glossary)
    if not found:
        return {}
    async with db.read(caller) as read:
        known = await offers.provenance_of(read, {UUID(one.by) for some in found.values() for one in some})
    left = {segment: [one for one in some if UUID(one.by) in known] for segment, some in found.items()}
    return {segment: some[0] for segment, some in left.items() if some}


async def _fitted(
    db: Database, outside: Outside, caller: Caller, task: Task, remembered: Mapping[UUID, Proposal]
) -> dict[str, Calibration]:
    """What is known of machines between the two locales, by engine; not asked where all is remembered."""
    pair = task.pair
    asked = outside.machines.translates(Locale(pair.source), Locale(pair.target)) or bool(task.made)
    if not asked or all(one.id in remembered for one in task.lacking):
        return {}
    async with db.read(caller) as read:
        return await calibrations.of_pair(read, pair)


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
    lacking = _lacking(await units.segments_of_objects(read, course, things), there)
    if not lacking:
        return None
    sums = {one.checksum for one in lacking}
    pair = LocalePair(known.locale, locale)
    exact = await memory.exact(read, pair, scopes_of(course, edition.terms.domain), sums)
    made = await units.made_by_machines(read, pair, sums - exact.keys())
    stamp = await rechecks.stamp_of(read)
    wordings = await terms.wordings_for(read, pair, course)
    return Task(known, edition, things, lacking, there, exact, made, wordings, stamp)


def _lacking(present: Sequence[Segment], there: Mapping[UUID, Unit]) -> list[Segment]:
    return [one for one in present if one.id not in there or there[one.id].source != one.checksum]


@dataclass(frozen=True, slots=True)
class _Ready:
    """Segments with what is proposed for them. last: nothing of the objects has to wait."""

    segments: Sequence[Segment]
    found: Mapping[UUID, Proposal | None]
    judged: Mapping[UUID, Judgement]
    last: bool


async def _keep(db: Database, caller: Caller, task: Task, ready: _Ready) -> None:
    """What changed meanwhile stays as it is: whoever changed it saw more than we did."""
    course, locale = task.course.id, task.edition.locale
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, course, locale, lock=True)
        if edition is None or not edition.active:
            return
        there = await units.units_of_objects(work, course, task.things, locale)
        now = await units.contents_of_objects(work, course, task.things)
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
            await _pass_on(work, course, task.things, locale)


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
