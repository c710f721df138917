"""Units of a bulk that memory and machines propose anew: what no person has said a word about.

Read, call, write: while machines are asked no transaction is open. What some said is kept, whoever is late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.cascade import tell
from stoa.services.localization.commands.judging import Ready, propose, task_of
from stoa.services.localization.domain.bulk import DONE, Bulk, BulkUnit, obstacle
from stoa.services.localization.domain.bulk_units import candidate_of, counted, kept_whole
from stoa.services.localization.domain.cascade import proposed, says_else, word_of
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import bulks, courses, editions, log, rechecks, tasks


@dataclass(slots=True)
class _Answers:
    """By segment. late: texts that wait for a machine. stamp: of the glossary that they were judged by."""

    stamp: str
    found: dict[UUID, Proposal | None] = field(default_factory=dict)
    judged: dict[UUID, Judgement] = field(default_factory=dict)
    late: int = 0

    def add(self, ready: Ready) -> None:
        self.found |= {one.id: ready.found[one.id] for one in ready.segments}
        self.judged |= ready.judged
        self.late = ready.late


@dataclass(frozen=True, slots=True)
class _GoneOver:
    """outcome: empty while a machine is late. task: as it was; after: the unit as it would be."""

    one: BulkUnit
    outcome: str
    task: Task | None = None
    after: Unit | None = None


async def translate_again(
    db: Database, outside: Outside, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]
) -> None:
    """Raises Unavailable when a machine did not answer: the rest of these is asked about again then."""
    answers = await _ask(db, outside, caller, bulk, some)
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, bulk.selection.course, bulk.selection.locale, lock=True)
        held = await bulks.load(work, bulk.id, lock=True)
        if held is None or (held.phase, held.done) != (bulk.phase, bulk.done):
            return
        left = _left(await bulks.next_units(work, bulk.id, bulk.done, len(some)))
        wanted = edition if edition is not None and edition.active else None
        there = {task.unit.id: task for task in await tasks.of_units(work, [one.unit for one in left])}
        gone_over = [_gone_over(bulk, wanted, one, there.get(one.unit), answers, work) for one in left]
        made = [each for each in gone_over if each.outcome == DONE]
        if wanted is not None and made:
            await _keep(work, wanted, made, answers.stamp)
        ended = [_ended(each) for each in gone_over if each.outcome]
        await bulks.save_units(work, bulk.id, ended)
        done = held.done + (len(some) if len(ended) == len(left) else 0)
        counts = counted(held.counts, [one.outcome for one in ended], undo=False)
        await bulks.save(work, replace(held, done=done, counts=counts))
    if answers.late:
        raise Unavailable("machine.unavailable", waiting=answers.late)


def _left(some: Sequence[BulkUnit]) -> list[BulkUnit]:
    """Those that nobody has gone over yet."""
    return [one for one in some if not one.outcome]


async def _ask(
    db: Database, outside: Outside, caller: Caller, bulk: Bulk, some: Sequence[BulkUnit]
) -> _Answers:
    """What is proposed now for those that nothing is in the way of."""
    async with db.read(caller) as read:
        course = await courses.load_course(read, bulk.selection.course)
        edition = await editions.load_edition(read, bulk.selection.course, bulk.selection.locale)
        seen = await tasks.of_units(read, [one.unit for one in _left(some)])
        free = [task for task in seen if not _obstacle(bulk, task, read.now)]
        answers = _Answers(await rechecks.stamp_of(read))
        if course is None or edition is None or not free:
            return answers
        there = {task.segment.id: task.unit for task in free}
        task = await task_of(read, course, edition, [one.segment for one in free], there, since=bulk.at)
    async for ready in propose(db, outside, caller, task):
        answers.add(ready)
    return answers


def _obstacle(bulk: Bulk, task: Task, now: datetime) -> str:
    return obstacle(bulk.word, candidate_of(task, bulk.by, now, frozenset()), maker=bulk.maker)


def _gone_over(
    bulk: Bulk,
    edition: Edition | None,
    one: BulkUnit,
    task: Task | None,
    answers: _Answers,
    work: UnitOfWork,
) -> _GoneOver:
    """What moved since it was chosen is left as it is, and so is what would say the same again."""
    if edition is None or task is None:
        return _GoneOver(one, "unit.unknown")
    segment = task.segment
    code = "unit.changed" if task.unit.version != one.version else _obstacle(bulk, task, work.now)
    if code:
        return _GoneOver(one, code)
    if segment.id not in answers.found:
        return _GoneOver(one, "" if answers.late else "unit.changed")
    proposal, judgement = answers.found[segment.id], answers.judged.get(segment.id)
    if proposal is None:
        return _GoneOver(one, "bulk.nothing_else")
    after = proposed(task.unit, segment, proposal, judgement, edition.terms.threshold, work.now)
    return _GoneOver(one, DONE if says_else(task.unit, after) else "bulk.as_it_is", task, after)


async def _keep(work: UnitOfWork, edition: Edition, made: Sequence[_GoneOver], stamp: str) -> None:
    after = [each.after for each in made if each.after is not None]
    await log.append(work, edition.course, edition.locale, [Change(unit, word_of(unit)) for unit in after])
    await tell(work, edition, after)
    await hold_again(work, edition.course, edition.locale, stamp)
    work.record(EditionTouched(course=edition.course, locale=edition.locale))


def _ended(each: _GoneOver) -> BulkUnit:
    if each.outcome != DONE or each.task is None or each.after is None:
        return replace(each.one, outcome=each.outcome)
    return replace(each.one, outcome=DONE, before=kept_whole(each.task), after=each.after.version)
