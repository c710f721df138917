"""Scheduling course runs, inviting into them, and ending them."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stoa.contracts.tracking import AnnouncementWithdrawn, RunScheduled
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.domain.admission import MOST_USES, Invite, check_staff
from stoa.services.tracking.domain.run import TEACHING_STAFF, Phase, Run, Schedule
from stoa.services.tracking.store import announcements, courses, people, runs

_CODE_BYTES = 10
_MOST_INSTRUCTORS = 50


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A run that was made, changed or ended."""

    run: UUID
    course: UUID


async def schedule_run(
    db: Database, caller: Caller, course: UUID, schedule: Schedule, instructors: Collection[UUID] = ()
) -> Scheduled:
    """Who schedules a run teaches it, too, unless an administrator names others."""
    caller.require(*TEACHING_STAFF)
    schedule = schedule.checked()
    async with db.work(caller) as work:
        if not await courses.is_offered(work, course):
            raise NotFound("course.not_offered", field="course")
        named = await _instructors(work, instructors)
        if not (named and caller.has("administrator")):
            named |= {caller.known()}
        run = Run(new_id(), course, schedule, frozenset(named), 1)
        await _tell(work, run)
        return work.keep(Scheduled(run.id, course))


async def reschedule_run(
    db: Database,
    caller: Caller,
    run: UUID,
    schedule: Schedule,
    instructors: Collection[UUID] | None = None,
    known: Collection[UUID] | None = None,
) -> Scheduled:
    """instructors: None keeps those there are.

    known: who taught it when they were chosen, so that only who was added to them or taken out changes;
    None puts the chosen in the place of everybody.
    """
    schedule = schedule.checked()
    async with db.work(caller) as work:
        before = await runs.taught_locked(work, caller, run)
        named = set(before.instructors)
        if instructors is not None:
            named = await _instructors(work, _merged(named, set(instructors), known), kept=named)
        if not named:
            raise Invalid("run.without_instructor", field="instructors")
        await _tell(
            work, replace(before, schedule=schedule, instructors=frozenset(named), change=before.change + 1)
        )
        return work.keep(Scheduled(run, before.course))


async def close_run(db: Database, caller: Caller, run: UUID) -> Scheduled:
    """It ends now, and other dates open it again. Ended already is fine."""
    async with db.work(caller) as work:
        before = await runs.taught_locked(work, caller, run)
        if before.schedule.phase(work.now) is not Phase.ENDED:
            schedule = before.schedule.closed(work.now)
            await _tell(work, replace(before, schedule=schedule, change=before.change + 1))
        return work.keep(Scheduled(run, before.course))


async def delete_run(db: Database, caller: Caller, run: UUID) -> Scheduled:
    """Raises Conflict where anybody was ever in it: what they did refers to it.

    Others are told that it has ended and that nobody teaches it.
    """
    async with db.work(caller) as work:
        before = await runs.taught_locked(work, caller, run)
        if await runs.was_entered(work, run):
            raise Conflict("run.was_entered")
        schedule = before.schedule.closed(work.now)
        _record(work, replace(before, schedule=schedule, instructors=frozenset(), change=before.change + 1))
        for told, version in await announcements.remove_all(work, run):
            withdrawn = AnnouncementWithdrawn(
                announcement=told, run=run, course=before.course, version=version
            )
            work.record(withdrawn)
        await runs.remove(work, run)
        return work.keep(Scheduled(run, before.course))


async def make_invite(
    db: Database, caller: Caller, run: UUID, *, expires_at: datetime | None, uses: int | None
) -> Invite:
    if uses is not None and not 1 <= uses <= MOST_USES:
        raise Invalid("invite.uses_out_of_range", field="uses", least=1, most=MOST_USES)
    async with db.work(caller) as work:
        held = await runs.taught_locked(work, caller, run)
        check_staff(held, work.now)
        if expires_at is not None and expires_at <= work.now:
            raise Invalid("invite.expiry_past", field="expires_at")
        code = secrets.token_hex(_CODE_BYTES)
        invite = Invite(new_id(), run, code, expires_at, uses, used=0, revoked=False)
        await runs.save_invite(work, invite)
        return work.keep(invite)


async def revoke_invite(db: Database, caller: Caller, run: UUID, invite: UUID) -> None:
    async with db.work(caller) as work:
        await runs.taught_locked(work, caller, run)
        if not await runs.revoke_invite(work, run, invite):
            raise NotFound("invite.unknown")


def _merged(here: set[UUID], chosen: set[UUID], known: Collection[UUID] | None) -> set[UUID]:
    if known is None:
        return chosen
    return (here | chosen.difference(known)) - set(known).difference(chosen)


async def _instructors(work: UnitOfWork, named: Collection[UUID], kept: Collection[UUID] = ()) -> set[UUID]:
    """Raises Invalid for somebody who is not known to teach; whoever is kept taught the run before."""
    if len(named) > _MOST_INSTRUCTORS:
        raise Invalid("run.too_many_instructors", field="instructors", most=_MOST_INSTRUCTORS)
    new = set(named).difference(kept)
    roles = await people.roles_of(work, new)
    for person in new:
        if roles.get(person, frozenset()).isdisjoint(TEACHING_STAFF):
            raise Invalid("run.instructor_unknown", field="instructors", given=str(person))
    return set(named)


async def _tell(work: UnitOfWork, run: Run) -> None:
    await runs.save(work, run)
    _record(work, run)


def _record(work: UnitOfWork, run: Run) -> None:
    work.record(
        RunScheduled(
            run=run.id,
            course=run.course,
            starts_at=run.schedule.starts_at,
            ends_at=run.schedule.ends_at,
            instructors=sorted(run.instructors),
            change=run.change,
            title=run.schedule.title,
        )
    )
