"""A learner's own courses."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Controller, get

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import learner


class OwnRegistration(msgspec.Struct, frozen=True, kw_only=True):
    """next_object: where a press on "continue" leads. scaled: share of the points, in [0, 1].

    passed: None where there is nothing to pass.
    """

    registration: UUID
    course: UUID
    run: UUID
    title: str
    percent: int
    completed_at: datetime | None
    next_object: UUID | None
    scaled: float | None
    passed: bool | None


class Learning(Controller):
    path = "/api/learning"

    @get("/", opt=signed_in())
    async def own(self, caller: Caller, db: Database, shelf: Shelf, clock: Clock) -> list[OwnRegistration]:
        """The caller's registrations with an active enrolment, the one used last first."""
        held = await learner.own_courses(db, shelf, clock, caller, learner.MOST_IN_PROGRESS)
        return [
            OwnRegistration(
                registration=course.there.registration.id,
                course=course.version.course,
                run=course.there.run.id,
                title=course.version.title,
                percent=course.standing.percent(),
                completed_at=course.there.registration.completed_at,
                next_object=course.next_thing.id if course.next_thing else None,
                scaled=course.there.registration.scaled,
                passed=course.there.registration.passed,
            )
            for course in held
        ]
