"""Runs and their learners, for who teaches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.names import MOST_PEOPLE, Names
from stoa.services.tracking.domain.admission import Invite
from stoa.services.tracking.domain.catalogue import ActiveVersion, Found, Wanted, pick
from stoa.services.tracking.domain.learning_object import LearningObject
from stoa.services.tracking.domain.roster import Counts, Line, TaughtRun, View
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import courses, roster, runs


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of a run's learners."""

    run: Run
    version: CourseVersion
    counts: Counts
    lines: list[Line]


async def taught_runs(db: Database, clock: Clock, caller: Caller) -> Sequence[TaughtRun]:
    """All runs of the tenant for an administrator."""
    async with db.read(caller) as read:
        return await roster.taught(
            read,
            caller.known(),
            everything=caller.has("administrator"),
            locale=caller.locale,
            now=clock(),
        )


async def courses_to_schedule(db: Database, clock: Clock, caller: Caller, text: str) -> Found:
    async with db.read(caller) as read:
        wanted = Wanted(text=text, staff=True)
        return await courses.find(read, wanted, locale=caller.locale, person=caller.known(), now=clock())


async def see_run(db: Database, caller: Caller, run: UUID) -> tuple[Run, ActiveVersion]:
    """Raises NotFound unless the caller teaches it."""
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        return found, await version_of(read, caller, found.course)


async def teaches(db: Database, caller: Caller, run: UUID) -> bool:
    """Or may do all that its teachers may."""
    async with db.read(caller) as read:
        try:
            await runs.taught(read, caller, run)
        except NotFound:
            return False
    return True


async def see_schedule(db: Database, caller: Caller, run: UUID) -> tuple[Run, ActiveVersion, bool]:
    """As `see_run`, and whether anybody was ever in it."""
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        return found, await version_of(read, caller, found.course), await runs.was_entered(read, run)


async def see_roster(
    db: Database, shelf: Shelf, names: Names, clock: Clock, caller: Caller, run: UUID, view: View
) -> Roster:
    """Raises Unavailable and Conflict where names cannot be asked for."""
    named = await _named(db, names, caller, run, view.words) if view.asks_names else None
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        active = await version_of(read, caller, found.course)
        counted = await roster.counts(read, run, named if view.words else None, clock())
        lines = await roster.lines(read, run, view, named, clock())
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    return Roster(found, version, counted, lines)


async def _named(db: Database, names: Names, caller: Caller, run: UUID, words: str) -> list[UUID]:
    """The run's learners whose name has the words, by name."""
    async with db.read(caller) as read:
        await runs.taught(read, caller, run)
        learners = await roster.learners(read, run, MOST_PEOPLE + 1)
    return await names.in_order(caller.tenant, learners, words)


async def see_line(
    db: Database, shelf: Shelf, caller: Caller, run: UUID, learner: UUID
) -> tuple[Run, CourseVersion, Line]:
    """One learner of the run."""
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        active = await version_of(read, caller, found.course)
        line = await roster.line(read, run, learner)
    if line is None:
        raise NotFound("enrolment.unknown")
    return found, await shelf.version(caller.tenant, active.key, active.checksum), line


async def export(
    db: Database, shelf: Shelf, caller: Caller, run: UUID
) -> tuple[Run, CourseVersion, list[Line]]:
    """Everybody, ended enrolments last."""
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        active = await version_of(read, caller, found.course)
        lines = await roster.every_line(read, run)
    return found, await shelf.version(caller.tenant, active.key, active.checksum), lines


async def steps_of(db: Database, shelf: Shelf, caller: Caller, run: UUID) -> Sequence[LearningObject]:
    """What the run's learners go through one by one, in the language nearest to the caller's."""
    _, active = await see_run(db, caller, run)
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    return version.outline.steps


async def invites_of(db: Database, caller: Caller, run: UUID) -> list[Invite]:
    async with db.read(caller) as read:
        await runs.taught(read, caller, run)
        return await runs.invites_of(read, run)


async def version_of(read: ReadSession, caller: Caller, course: UUID) -> ActiveVersion:
    """In the language nearest to the caller's. Raises NotFound."""
    known = await courses.active_versions(read, course)
    if not known.versions:
        raise NotFound("course.unknown")
    return pick(known.versions, [caller.locale])[0]


async def course_title(db: Database, caller: Caller, course: UUID) -> str:
    """In the language nearest to the caller's. Raises NotFound for a course that cannot be scheduled."""
    async with db.read(caller) as read:
        known = await courses.active_versions(read, course)
    if not known.versions or known.archived:
        raise NotFound("course.not_offered", field="course")
    return pick(known.versions, [caller.locale])[0].title
