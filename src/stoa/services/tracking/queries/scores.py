"""Scores of one learner in a course run: their own, or for who teaches it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.catalogue import pick
from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.roster import Line
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.domain.scores import Entries, entries, page_of
from stoa.services.tracking.domain.standing import Standing
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import registrations, roster, runs


@dataclass(frozen=True, slots=True)
class OwnScores:
    """todo: sets that count towards the course, or its end, and are not completed."""

    there: Participation
    version: CourseVersion
    sets: Entries
    todo: int


@dataclass(frozen=True, slots=True)
class LearnerSeen:
    """A learner of a run, with a page of the course's objects."""

    run: Run
    version: CourseVersion
    line: Line
    there: Participation
    objects: Entries


async def own_scores(db: Database, shelf: Shelf, caller: Caller, registration: UUID, page: int) -> OwnScores:
    """Every item set of the course, those in films too. Raises NotFound unless it is the caller's own."""
    async with db.read(caller) as read:
        there = await registrations.load(read, registration)
        if there is None or not there.active or there.registration.learner != caller.known():
            raise NotFound("registration.unknown")
    version = await _version(shelf, caller, there, there.registration.locale or caller.locale)
    sets = [thing for thing in version.outline.things if thing.kind is Kind.ITEMS]
    shown = await _entries(db, caller, version, there, sets, page)
    completed = there.registration.progress.completed
    todo = sum(one.id in version.outline.countable and one.id not in completed for one in sets)
    return OwnScores(there, version, shown, todo)


async def see_learner(
    db: Database, shelf: Shelf, caller: Caller, run: UUID, learner: UUID, page: int
) -> LearnerSeen:
    """Raises NotFound unless the caller teaches the run, and for who was never in it."""
    async with db.read(caller) as read:
        found = await runs.taught(read, caller, run)
        line = await roster.line(read, run, learner)
        there = None if line is None else await registrations.load(read, line.registration)
        if line is None or there is None:
            raise NotFound("enrolment.unknown")
    version = await _version(shelf, caller, there, caller.locale)
    shown = await _entries(db, caller, version, there, version.outline.things, page)
    return LearnerSeen(found, version, line, there, shown)


async def _version(shelf: Shelf, caller: Caller, there: Participation, wanted: str) -> CourseVersion:
    if not there.versions:
        raise NotFound("course.unknown")
    active, _ = pick(there.versions, [wanted])
    return await shelf.version(caller.tenant, active.key, active.checksum)


async def _entries(
    db: Database,
    caller: Caller,
    version: CourseVersion,
    there: Participation,
    things: Sequence[LearningObject],
    page: int,
) -> Entries:
    shown = page_of(things, page)
    held = there.registration
    async with db.read(caller) as read:
        states = await registrations.states(read, held.id, [one.id for one in shown])
    return Entries(entries(Standing(version.outline, held.progress), shown, states), len(things))
