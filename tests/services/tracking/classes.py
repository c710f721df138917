"""A run of a course with somebody who teaches it and somebody who takes it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from tests.services.tracking.publishing import Course, activate, enrol, schedule, small_course
from tests.world import Someone, World


@dataclass(frozen=True)
class Class:
    world: World
    course: Course
    teacher: Someone
    run: UUID
    learner: Someone
    registration: UUID

    @classmethod
    async def open(cls, world: World, course: Course | None = None) -> Self:
        course = course or await activate(world, small_course())
        teacher, learner = await world.someone("instructor"), await world.someone("learner")
        run = await schedule(teacher, course)
        return cls(world, course, teacher, run, learner, await enrol(learner, run))
