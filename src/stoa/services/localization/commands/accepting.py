"""A person's word about a unit: what it shall say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from anyio import to_thread

from stoa.contracts.localization import PostEditAccepted, UnitState, UnitsTranslated
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.cascade import told_unit
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.cascade import asked_of_people
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement, judge
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.post_edit import LONGEST_TARGET, PostEdit, check_holder, distance
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.remembered import Memory, shared_scope
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.shown import ShownUnit, shown_unit
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.unit import State, Unit, check_version
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import editions, log, memory, post_edits, rechecks, tasks
from stoa.services.localization.store.glossary import load_held


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a unit. source: checksum of the content they saw; version: of the unit.

    seconds: they spent on it. insist: whatever the checks say, as long as the page does not break.
    """

    target: str
    source: str
    version: int
    seconds: int = 0
    insist: bool = False


async def accept(db: Database, outside: Outside, caller: Caller, unit: UUID, said: Said) -> ShownUnit:
    """The target as it shall be. Raises Conflict when unit or source changed meanwhile, Invalid by checks."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.read(caller) as read:
        stamp = await rechecks.stamp_of(read)
        task, glossary = await load_held(read, unit)
    judgement = await _checked(task, said, glossary)
    async with db.work(caller) as work:
        edition, before, waiting = await _lock(work, caller, task, said)
        after = accepted(edition, before, waiting, caller.known(), said, judgement, work.now)
        share = distance(before.target, said.target)
        change = Change(after, "accepted", seconds=said.seconds, distance=share)
        twins = await _twins(work, after, task.segment) if after.state >= State.REVIEWED else []
        await log.append(
            work, after.course, after.locale, [change, *(Change(one, "repeated") for one in twins)]
        )
        await settle(work, edition, [after, *twins])
        await hold_again(work, after.course, after.locale, stamp)
        learnt = await remember(work, edition, [(task, after)])
        tell_accepted(work, after, caller.known(), said.seconds, share)
        tell_translated(work, [after, *twins])
        answer = work.keep(shown_unit(after))
    pair = LocalePair(task.source_locale, after.locale)
    await outside.fuzzy.learn(caller.tenant, pair, learnt)
    return answer


async def _checked(task: Task, said: Said, glossary: Glossary) -> Judgement:
    """A long text takes a while. Raises Invalid for what must not be published."""
    target = said.target
    if not target.strip() or len(target) > LONGEST_TARGET:
        raise Invalid(
            "unit.too_long" if target.strip() else "unit.empty", field="target", most=LONGEST_TARGET
        )
    judgement = await to_thread.run_sync(judge, task.segment.coded, target, glossary)
    if judgement.breaks:
        raise Invalid("unit.breaks_page", field="target", checks=", ".join(judgement.stopping))
    if judgement.stops and not said.insist:
        raise Invalid("unit.checks", field="target", checks=", ".join(judgement.stopping))
    return judgement


async def _lock(
    work: UnitOfWork, caller: Caller, task: Task, said: Said
) -> tuple[Edition, Unit, PostEdit | None]:
    """The unit as it is now, held against others. Raises Conflict."""
    unit = task.unit
    edition = await editions.load_edition(work, unit.course, unit.locale, lock=True)
    now = await tasks.of_units(work, [unit.id])
    if edition is None or not edition.active or not now:
        raise NotFound("unit.unknown")
    check_version(now[0].unit, said.version)
    if now[0].segment.checksum != said.source:
        raise Conflict("unit.source_changed", field="source", source=now[0].segment.checksum)
    waiting = now[0].waiting
    if waiting is not None:
        check_holder(waiting, caller.known(), work.now)
    if now[0].unit.state is State.FINAL and not caller.has("editor", "administrator"):
        raise Conflict("unit.final", field="unit")
    return edition, now[0].unit, waiting


def accepted(
    edition: Edition,
    before: Unit,
    waiting: PostEdit | None,
    person: UUID,
    said: Said,
    judgement: Judgement,
    now: datetime,
) -> Unit:
    """Where two have to look, the first word makes it translated and another person's makes it reviewed."""
    second = waiting is not None and waiting.not_by not in (None, person)
    untouched = said.target == before.target and bool(before.origin)
    return replace(
        before,
        state=State.REVIEWED if second or not edition.terms.two_reviewers else State.TRANSLATED,
        source=said.source,
        target=said.target,
        origin=before.origin if untouched else Origin.PERSON.value,
        engine=before.engine if untouched else "",
        checks=judgement.findings,
        by=person,
        version=before.version + 1,
        changed_at=now,
    )


async def _twins(work: UnitOfWork, after: Unit, segment: Segment) -> list[Unit]:
    """Others of the course with the same content that wait with nobody at work: they say the same now."""
    found = await post_edits.waiting_with_source(work, after.course, after.locale, segment.checksum)
    return [
        replace(
            one,
            state=State.TRANSLATED,
            target=after.target,
            origin=Origin.EXACT.value,
            engine=str(after.id),
            score=1.0,
            estimate=None,
            checks=after.checks,
            by=None,
            version=one.version + 1,
            changed_at=work.now,
        )
        for one in found
        if one.id != after.id
    ]


async def settle(work: UnitOfWork, edition: Edition, changed: Sequence[Unit]) -> None:
    """Whoever has to look at them next is asked; the others leave the queue."""
    asked = [one for unit in changed if (one := asked_of_people(unit, edition, work.now)) is not None]
    await post_edits.dequeue(work, [unit.id for unit in changed])
    await post_edits.enqueue(work, asked)


async def remember(work: UnitOfWork, edition: Edition, done: Sequence[tuple[Task, Unit]]) -> list[Remembered]:
    """What was reviewed is known wherever the same is said. done: tasks with their units as they are now."""
    learnt = {
        (task.segment.checksum, task.segment.context): _learnt(edition, task, after)
        for task, after in done
        if after.state >= State.REVIEWED
    }
    ids = await memory.remember(work, list(learnt.values()))
    return [
        Remembered(id_, one.scope, one.source, CodedText(one.target, one.source.codes))
        for id_, one in zip(ids, learnt.values(), strict=True)
    ]


def _learnt(edition: Edition, task: Task, after: Unit) -> Memory:
    segment = task.segment
    return Memory(
        id=new_id(),
        scope=shared_scope(edition.terms.domain),
        source_locale=task.source_locale,
        target_locale=after.locale,
        checksum=segment.checksum,
        context=segment.context,
        source=segment.coded,
        target=after.target,
        origin=after.origin,
        unit=after.id,
        by=after.by,
    )


def tell_accepted(work: UnitOfWork, after: Unit, person: UUID, seconds: int, share: float) -> None:
    """share: distance from what was proposed."""
    work.record(
        PostEditAccepted(
            unit=after.id,
            course=after.course,
            object=after.object,
            locale=after.locale,
            state=UnitState(after.state.name.lower()),
            version=after.version,
            by=person,
            seconds=seconds,
            distance=share,
            at=work.now,
        )
    )


def tell_translated(work: UnitOfWork, changed: Sequence[Unit]) -> None:
    """Units of one course and locale; object by object."""
    by_object: dict[UUID, list[Unit]] = {}
    for unit in changed:
        by_object.setdefault(unit.object, []).append(unit)
    for thing, some in by_object.items():
        told = [told_unit(unit) for unit in some]
        work.record(UnitsTranslated(course=some[0].course, object=thing, locale=some[0].locale, units=told))
    for first in changed[:1]:
        work.record(EditionTouched(course=first.course, locale=first.locale))
