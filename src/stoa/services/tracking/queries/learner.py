"""A learner's own courses: what to go on with, what is finished, what was learned."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.catalogue import pick
from stoa.services.tracking.domain.learning_object import LearningObject
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import Phase
from stoa.services.tracking.domain.standing import Standing
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import registrations

MOST_AT_HOME = 30
MOST_IN_PROGRESS = 200


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course the learner is in. next_thing: where a press on "continue" leads."""

    there: Participation
    version: CourseVersion
    standing: Standing
    phase: Phase
    next_thing: LearningObject | None

    @property
    def finished(self) -> bool:
        return self.there.registration.completed_at is not None

    @property
    def can_go_on(self) -> bool:
        return self.phase is Phase.OPEN and not self.finished and self.next_thing is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something completed that shows a skill. scaled: best attempt, None where nothing is scored."""

    course: UUID
    title: str
    at: datetime
    scaled: float | None


@dataclass(frozen=True, slots=True)
class Skill:
    """total: objects that teach or test it, in the learner's courses."""

    id: str
    title: str
    course_title: str
    total: int
    evidence: list[Evidence] = field(default_factory=list)


async def own_courses(
    db: Database, shelf: Shelf, clock: Clock, caller: Caller, most: int = MOST_AT_HOME
) -> list[OwnCourse]:
    """The one used last first."""
    async with db.read(caller) as read:
        held = await registrations.of_learner(read, caller.known(), most)
    now = clock()
    return [await _own_course(shelf, caller, there, now) for there in held if there.versions]


async def own_progress(
    db: Database, shelf: Shelf, clock: Clock, caller: Caller
) -> tuple[list[OwnCourse], list[Skill]]:
    """The courses, and the skills that they touch with the evidence for each, the best shown first."""
    own = await own_courses(db, shelf, clock, caller, MOST_IN_PROGRESS)
    async with db.read(caller) as read:
        completed = await registrations.completed_objects(read, caller.known())
    skills: dict[tuple[UUID, str], Skill] = {}
    versions = {course.version.course: course.version for course in reversed(own)}
    for version in versions.values():
        for step in version.outline.steps:
            for skill in step.skills:
                key = (version.course, skill)
                total = skills[key].total + 1 if key in skills else 1
                title = version.skills.get(skill, skill)
                skills[key] = Skill(skill, title, version.title, total)
    for row in completed:
        known = versions.get(row.course)
        thing = known.outline.get(row.object) if known else None
        for skill in thing.skills if thing else ():
            if found := skills.get((row.course, skill)):
                found.evidence.append(
                    Evidence(row.course, thing.title if thing else "", row.completed_at, row.best_scaled)
                )
    touched = [skill for skill in skills.values() if skill.evidence]
    return own, sorted(touched, key=lambda skill: (-len(skill.evidence) / skill.total, skill.title))


async def _own_course(shelf: Shelf, caller: Caller, there: Participation, now: datetime) -> OwnCourse:
    held = there.registration
    active, _ = pick(there.versions, [held.locale or caller.locale])
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    standing = Standing(version.outline, held.progress)
    phase = there.run.schedule.phase(now)
    return OwnCourse(there, version, standing, phase, standing.resume_at(held.place_object))
