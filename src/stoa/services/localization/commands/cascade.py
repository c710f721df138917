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
from stoa.services.localization.domain.cascade import asked_of_people, proposed
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement, judge_all
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.machine import again, is_late, proposal_from
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from stoa.services.localization.domain.remembered import Memory, best, proposal_of, scopes_of
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.domain.terms.wording import Wording
from stoa.services.localization.domain.unit import State, Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import FuzzyMemory, MachineTranslation, Outside
from stoa.services.localization.store import (
    courses,
    editions,
    log,
    memory,
    post_edits,
    requests,
    terms,
    units,
)


@dataclass(frozen=True, slots=True)
class _Task:
    """things: objects. lacking: segments that nobody has looked at as they are now. units: by segment.

    known: exact matches by checksum. made: what a machine has said before, by checksum. wordings: what the
    glossary says between the two locales.
    """

    course: Course
    edition: Edition
    things: Collection[UUID]
    lacking: Sequence[Segment]
    units: Mapping[UUID, Unit]
    known: Mapping[str, Sequence[Memory]]
    made: Mapping[str, Unit]
    wordings: Sequence[Wording]

    @property
    def pair(self) -> LocalePair:
        return LocalePair(self.course.locale, self.edition.locale)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """by: segment; None where nobody has anything to propose. late: texts that wait for a machine."""

    by: dict[UUID, Proposal | None]
    late: int = 0


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
    remembered = await _from_memory(outside.fuzzy, caller, task, glossary)
    found = await _from_machines(outside.machines, task, remembered, glossary)
    ready = [one for one in task.lacking if one.id in found.by]
    judged = await to_thread.run_sync(judge_all, ready, found.by, glossary)
    await _keep(db, caller, task, _Ready(ready, found.by, judged, last=not found.late))
    if found.late:
        raise Unavailable("machine.unavailable", waiting=found.late)


async def _settle(db: Database, caller: Caller, course: UUID, things: Collection[UUID], locale: str) -> None:
    """Nothing is lacking: somebody else was quicker."""
    async with db.work(caller) as work:
        await editions.load_edition(work, course, locale, lock=True)
        await _pass_on(work, course, things, locale)


async def _pass_on(work: UnitOfWork, course: UUID, things: Collection[UUID], locale: str) -> None:
    """With the last objects that were asked for it is time to see whether the locale is ready."""
    if await requests.settle(work, course, locale, things):
        work.record(EditionTouched(course=course, locale=locale))


async def _load(read: ReadSession, course: UUID, things: Collection[UUID], locale: str) -> _Task | None:
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
    wordings = await terms.wordings_for(read, pair, course)
    return _Task(known, edition, things, lacking, there, exact, made, wordings)


def _lacking(present: Sequence[Segment], there: Mapping[UUID, Unit]) -> list[Segment]:
    return [one for one in present if one.id not in there or there[one.id].source != one.checksum]


async def _from_memory(
    fuzzy: FuzzyMemory, caller: Caller, task: _Task, glossary: Glossary
) -> dict[UUID, Proposal]:
    """What is known letter by letter, and the best of what is alike."""
    scopes = scopes_of(task.course.id, task.edition.terms.domain)
    found: dict[UUID, Proposal] = {}
    for one in task.lacking:
        same = best(task.known.get(one.checksum, ()), one.context, scopes)
        if same is not None:
            found[one.id] = proposal_of(same, one)
    left = [one for one in task.lacking if one.id not in found]
    if left:
        texts = [one.coded for one in left]
        alike = await fuzzy.look_up(caller.tenant, task.pair, scopes, texts, glossary.agreed)
        found |= {one.id: offers[0] for one, offers in zip(left, alike, strict=True) if offers}
    return found


async def _from_machines(
    machines: MachineTranslation, task: _Task, remembered: Mapping[UUID, Proposal], glossary: Glossary
) -> _Proposed:
    """Each text once, however often it stands there, and none that a machine has translated before."""
    found: dict[UUID, Proposal | None] = dict(remembered)
    asked: dict[str, CodedText] = {}
    for one in task.lacking:
        if one.id in found:
            continue
        if one.checksum in task.made:
            found[one.id] = again(task.made[one.checksum], one)
        else:
            asked[one.checksum] = one.coded
    answers = await _ask(machines, list(asked.values()), glossary)
    by_sum = dict(zip(asked, answers, strict=True))
    late = [sum_ for sum_, answer in by_sum.items() if is_late(answer)]
    for one in task.lacking:
        if one.id not in found and one.checksum not in late:
            found[one.id] = proposal_from(by_sum[one.checksum], one)
    return _Proposed(found, len(late))


async def _ask(
    machines: MachineTranslation, texts: Sequence[CodedText], glossary: Glossary
) -> Sequence[Answer]:
    """With the terms that stand in the texts."""
    if not texts:
        return []
    source, target = Locale(glossary.pair.source), Locale(glossary.pair.target)
    if not machines.translates(source, target):
        return [Failed(Reason.PAIR)] * len(texts)
    agreed = await to_thread.run_sync(glossary.among, [text.text for text in texts])
    return await machines.translate(texts, source, target, agreed)


@dataclass(frozen=True, slots=True)
class _Ready:
    """Segments with what is proposed for them. last: nothing of the objects has to wait."""

    segments: Sequence[Segment]
    found: Mapping[UUID, Proposal | None]
    judged: Mapping[UUID, Judgement]
    last: bool


async def _keep(db: Database, caller: Caller, task: _Task, ready: _Ready) -> None:
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
        await log.append(work, course, locale, [Change(unit, "proposed") for unit in made])
        await _tell(work, edition, made)
        if ready.last:
            await _pass_on(work, course, task.things, locale)


async def _tell(work: UnitOfWork, edition: Edition, made: Sequence[Unit]) -> None:
    waiting = [one for unit in made if (one := asked_of_people(unit, edition, work.now)) is not None]
    await post_edits.enqueue(work, waiting)
    asked = {one.unit for one in waiting}
    await post_edits.dequeue(work, [unit.id for unit in made if unit.id not in asked])
    for thing in dict.fromkeys(unit.object for unit in made):
        _tell_of_object(work, edition, thing, [unit for unit in made if unit.object == thing], asked)


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
