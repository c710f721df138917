"""Enrolling, leaving and ending enrolments: by oneself, by invite, by the staff."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled
from stoa.kernel.errors import Forbidden, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.domain.admission import (
    Way,
    check_invite,
    check_leave,
    check_self,
    check_staff,
    places_left,
)
from stoa.services.tracking.domain.prerequisite import check_satisfied, lacking
from stoa.services.tracking.domain.registration import Enrolment
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.store import courses, enrolments, people, prerequisites, runs

MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who came in by themself, and where their course is."""

    registration: UUID
    run: UUID
    course: UUID


@dataclass(frozen=True, slots=True)
class Left:
    """What a learner left. offered: the course can still be taken."""

    run: UUID
    course: UUID
    offered: bool


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What became of each id of a bulk. already: were enrolled before. full: no place was left for them.

    lacking: have not completed what the course requires.
    """

    enrolled: tuple[UUID, ...]
    already: tuple[UUID, ...]
    unknown: tuple[UUID, ...]
    full: tuple[UUID, ...]
    lacking: tuple[UUID, ...] = ()


async def enrol_self(db: Database, caller: Caller, run: UUID) -> Admitted:
    """Enrolled already is fine. Raises NotFound, Forbidden, Conflict."""
    learner = caller.known()
    async with db.work(caller) as work:
        held = await runs.load_locked(work, run)
        if held is None:
            raise NotFound("run.unknown")
        before = await _enrolment_of(work, run, learner)
        if before is None or not before.active:
            await _check_may_come(work, caller, held, before)
            check_self(held, await runs.count_enrolled(work, run), work.now)
            before = await _begin_one(work, held, learner, Way.SELF, before)
        return work.keep(Admitted(before.registration, held.id, held.course))


async def accept_invite(db: Database, caller: Caller, code: str) -> Admitted:
    """A use is counted once for everybody who came by it. Raises NotFound, Forbidden, Conflict."""
    learner = caller.known()
    async with db.work(caller) as work:
        invite = await runs.invite_by_code(work, code)
        held = None if invite is None else await runs.load_locked(work, invite.run)
        invite = await runs.lock_invite(work, code)
        if held is None or invite is None:
            raise NotFound("invite.unknown")
        before = await _enrolment_of(work, held.id, learner)
        if before is None or not before.active:
            await _check_may_come(work, caller, held, before)
            used_before = before is not None and before.invite == invite.id
            enrolled = await runs.count_enrolled(work, held.id)
            check_invite(held, invite, enrolled, work.now, used_before=used_before)
            before = await _begin_one(work, held, learner, Way.INVITE, before, invite.id)
            if not used_before:
                await runs.use_invite(work, invite.id)
        return work.keep(Admitted(before.registration, held.id, held.course))


async def enrol_people(
    db: Database,
    caller: Caller,
    run: UUID,
    ids: Collection[UUID],
    group_ids: Collection[UUID] = (),
    *,
    despite_prerequisites: bool = False,
) -> Enrolled:
    """By the staff, many at once, in the order given while there are places.

    despite_prerequisites: also who has not completed what the course requires.
    """
    async with db.work(caller) as work:
        held = await runs.taught_locked(work, caller, run)
        check_staff(held, work.now)
        asked = await _gather(work, ids, group_ids)
        known = await people.known(work, asked)
        before = await enrolments.of_learners(work, run, asked)
        already = tuple(one for one in asked if one in before and before[one].active)
        new = [one for one in asked if one in known and one not in already]
        without = set() if despite_prerequisites else await _lacking(work, held.course, new)
        fit = [one for one in new if one not in without]
        left = places_left(held, await runs.count_enrolled(work, run))
        taken = fit if left is None else fit[:left]
        await _begin(work, held, [_begun(held, one, Way.STAFF, before.get(one)) for one in taken])
        return work.keep(
            Enrolled(
                enrolled=tuple(taken),
                already=already,
                unknown=tuple(one for one in asked if one not in known and one not in already),
                full=tuple(fit[len(taken) :]),
                lacking=tuple(one for one in new if one in without),
            )
        )


async def leave_run(db: Database, caller: Caller, registration: UUID) -> Left:
    """One's own run, into which one came by oneself. The records stay. Left already is fine."""
    learner = caller.known()
    async with db.work(caller) as work:
        known = await enrolments.of_registration(work, registration)
        held = None if known is None else await runs.load_locked(work, known.run)
        before = None if held is None else await _enrolment_of(work, held.id, learner)
        if held is None or before is None or before.registration != registration or _taken_out(before):
            raise NotFound("registration.unknown")
        if before.active:
            check_leave(held, before.way, work.now)
            await _end(work, held, before, left=True)
        return work.keep(Left(held.id, held.course, await courses.is_offered(work, held.course)))


async def end_enrolment(db: Database, caller: Caller, run: UUID, learner: UUID) -> None:
    """The records stay; the learner no longer sees the run. Ended already is fine.

    Who left by themself does not come back by themself then.
    """
    async with db.work(caller) as work:
        held = await runs.taught_locked(work, caller, run)
        before = await _enrolment_of(work, run, learner)
        if before is None:
            raise NotFound("enrolment.unknown")
        if before.active or before.left:
            await _end(work, held, before, left=False)


async def restore_enrolment(db: Database, caller: Caller, run: UUID, learner: UUID) -> None:
    """Takes an ending back, also when the run has filled up meanwhile: the place was theirs."""
    async with db.work(caller) as work:
        held = await runs.taught_locked(work, caller, run)
        before = await _enrolment_of(work, run, learner)
        if before is None:
            raise NotFound("enrolment.unknown")
        if not before.active:
            await _begin_one(work, held, learner, before.way, before)


async def _enrolment_of(work: UnitOfWork, run: UUID, learner: UUID) -> Enrolment | None:
    return (await enrolments.of_learners(work, run, [learner])).get(learner)


def _taken_out(enrolment: Enrolment) -> bool:
    """By the staff."""
    return not enrolment.active and not enrolment.left


async def _end(work: UnitOfWork, run: Run, before: Enrolment, *, left: bool) -> None:
    ended = replace(before, active=False, left=left, change=before.change + 1)
    await enrolments.end(work, ended)
    work.record(
        EnrolmentEnded(
            registration=ended.registration,
            run=run.id,
            course=run.course,
            learner=ended.learner,
            change=ended.change,
        )
    )


async def _check_may_come(work: UnitOfWork, caller: Caller, run: Run, before: Enrolment | None) -> None:
    """Whom the staff took out comes back through the staff; an archived course takes nobody new.

    Who left comes in like anybody else. Nobody comes who has not completed what the course requires.
    """
    if before is not None and _taken_out(before):
        raise Forbidden("enrolment.ended_by_staff")
    if not await courses.is_offered(work, run.course):
        raise NotFound("course.not_offered")
    check_satisfied(await prerequisites.of_course(work, run.course, caller.known(), caller.locale))


async def _lacking(work: UnitOfWork, course: UUID, learners: Collection[UUID]) -> set[UUID]:
    required = await prerequisites.required_by(work, course)
    asked = await prerequisites.open_ones(work, required) if required else set()
    if not asked:
        return set()
    return lacking(learners, asked, await prerequisites.satisfied_by(work, learners, asked))


async def _gather(work: UnitOfWork, ids: Collection[UUID], group_ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Every person once, in order. Raises Invalid for an unknown group or too many people."""
    members = await people.members(work, group_ids)
    for group in group_ids:
        if group not in members:
            raise Invalid("enrolment.group_unknown", field="groups", given=str(group))
    asked = dict.fromkeys((*ids, *(one for group in group_ids for one in members[group])))
    if not 1 <= len(asked) <= MOST_AT_ONCE:
        raise Invalid("enrolment.how_many", field="people", least=1, most=MOST_AT_ONCE, given=len(asked))
    return tuple(asked)


def _begun(run: Run, learner: UUID, way: Way, before: Enrolment | None) -> Enrolment:
    registration = before.registration if before else new_id()
    return Enrolment(run.id, learner, registration, True, way, before.change + 1 if before else 1)


async def _begin_one(
    work: UnitOfWork,
    run: Run,
    learner: UUID,
    way: Way,
    before: Enrolment | None,
    invite: UUID | None = None,
) -> Enrolment:
    begun = _begun(run, learner, way, before)
    await _begin(work, run, [begun], invite)
    return begun


async def _begin(work: UnitOfWork, run: Run, begun: list[Enrolment], invite: UUID | None = None) -> None:
    await enrolments.begin(work, run.course, begun, invite)
    for enrolment in begun:
        work.record(
            LearnerEnrolled(
                registration=enrolment.registration,
                run=run.id,
                course=run.course,
                learner=enrolment.learner,
                change=enrolment.change,
            )
        )
