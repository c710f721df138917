"""Finding a course, and seeing what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.tracking.domain.admission import Invite, may_enrol_self, may_leave
from stoa.services.tracking.domain.catalogue import ActiveVersion, Found, KnownCourse, Wanted, pick
from stoa.services.tracking.domain.language import Chosen
from stoa.services.tracking.domain.prerequisite import Prerequisite, missing
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import TEACHING_STAFF, Phase, Run
from stoa.services.tracking.domain.standing import Progress, Standing
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import courses, prerequisites, registrations, runs


@dataclass(frozen=True, slots=True)
class OfferedRun:
    """may_enrol: the caller, by themself, now.

    left: they were in it and left; False where the staff ended it.
    """

    run: Run
    enrolled: int
    phase: Phase
    may_enrol: bool
    left: bool | None = None


@dataclass(frozen=True, slots=True)
class CourseView:
    """there: the caller's own registration, the one used last. offered: to who is not in the course.

    Runs that have ended are not offered. required: prerequisites, with what the caller has satisfied of them.
    may_leave, may_return: the run that the caller is in, by themself; back while there are places.
    """

    version: CourseVersion
    versions: tuple[ActiveVersion, ...]
    chosen: Chosen
    there: Participation | None
    standing: Standing
    offered: tuple[OfferedRun, ...] = ()
    required: tuple[Prerequisite, ...] = ()
    may_leave: bool = False
    may_return: bool = False

    @property
    def missing(self) -> tuple[Prerequisite, ...]:
        return missing(self.required)


async def search(db: Database, clock: Clock, caller: Caller, wanted: Wanted) -> tuple[Found, Sequence[str]]:
    """The courses found, and the languages that there are."""
    async with db.read(caller) as read:
        found = await courses.find(read, wanted, locale=caller.locale, person=caller.known(), now=clock())
        return found, await courses.languages(read)


async def see_course(
    db: Database, shelf: Shelf, clock: Clock, caller: Caller, course: UUID, locale: str | None
) -> CourseView:
    """An archived course is there only for who is in it and for the staff. Raises NotFound."""
    offered: tuple[OfferedRun, ...] = ()
    required: tuple[Prerequisite, ...] = ()
    async with db.read(caller) as read:
        there = await registrations.in_course(read, course, caller.known())
        if there is None:
            known, offered = await _on_offer(read, caller, course, clock())
            versions = known.versions
            if known.required:
                required = await prerequisites.of(read, known.required, caller.known(), caller.locale)
        else:
            versions = there.versions
    if not versions:
        raise NotFound("course.unknown")
    preferred = there.registration.locale if there else None
    active, chosen = pick(versions, [want for want in (locale, preferred, caller.locale) if want])
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    progress = there.registration.progress if there else Progress()
    standing = Standing(version.outline, progress)
    if there is None:
        return CourseView(version, versions, chosen, there, standing, offered, required)
    return CourseView(
        version,
        versions,
        chosen,
        there,
        standing,
        may_leave=may_leave(there.run, there.way, clock()),
        may_return=not there.archived and may_enrol_self(there.run, 0, clock()),
    )


async def _on_offer(
    read: ReadSession, caller: Caller, course: UUID, now: datetime
) -> tuple[KnownCourse, tuple[OfferedRun, ...]]:
    """Of an archived course there is nothing, but for the staff."""
    known = await courses.active_versions(read, course)
    if known.archived and not caller.has(*TEACHING_STAFF):
        return KnownCourse((), True, ()), ()
    offered = tuple(
        OfferedRun(
            run,
            enrolled,
            phase,
            not known.archived and left is not False and may_enrol_self(run, enrolled, now),
            left,
        )
        for run, enrolled, left in await runs.of_course(read, course, caller.known())
        if (phase := run.schedule.phase(now)) is not Phase.ENDED
    )
    return known, offered


async def see_invite(db: Database, caller: Caller, code: str) -> tuple[Invite, Run, str]:
    """The invite, its run and the title of the course. Raises NotFound."""
    async with db.read(caller) as read:
        invite = await runs.invite_by_code(read, code)
        run = await runs.load(read, invite.run) if invite else None
        if invite is None or run is None or invite.revoked:
            raise NotFound("invite.unknown")
        known = await courses.active_versions(read, run.course)
    if not known.versions:
        raise NotFound("invite.unknown")
    return invite, run, pick(known.versions, [caller.locale])[0].title
