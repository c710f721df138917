"""The people whom a manager or a guardian follows, by the API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.services.tracking.domain.followed import FOLLOWERS, FollowedCourse, FollowedPerson, Stand
from stoa.services.tracking.queries.followed import see_courses, see_people

Page = Annotated[int, QueryParameter(ge=1, le=10_000)]


class TakenCourse(msgspec.Struct, frozen=True, kw_only=True):
    """percent: of what counts, rounded down. due_at: when the run ends, in its time_zone (IANA)."""

    registration: UUID
    course: UUID
    course_title: str
    run: UUID
    run_title: str
    state: Stand
    percent: int
    passed: bool | None
    last_seen_at: datetime | None
    completed_at: datetime | None
    due_at: datetime | None
    time_zone: str


class MyPeople(Controller):
    path = "/api/my-people"

    @get("/", opt=roles(*FOLLOWERS))
    async def people(
        self, caller: Caller, db: Database, clock: Clock, page: Page = 1
    ) -> list[FollowedPerson]:
        """The members of groups that one manages and one's wards, fifty a page, who was seen last first.

        Names are found and told by identity: /people/search?followed=true, /people/names.
        """
        return [*(await see_people(db, clock, caller, page)).listed]

    @get("/{person:uuid}", opt=roles(*FOLLOWERS))
    async def courses(
        self, person: UUID, caller: Caller, db: Database, clock: Clock, page: Page = 1
    ) -> list[TakenCourse]:
        """What one of them takes, fifty a page, the one used last first."""
        now = clock()
        return [_taken(each, now) for each in (await see_courses(db, caller, person, page)).listed]


def _taken(each: FollowedCourse, now: datetime) -> TakenCourse:
    schedule = each.run.schedule
    return TakenCourse(
        registration=each.registration,
        course=each.run.course,
        course_title=each.course_title,
        run=each.run.id,
        run_title=schedule.title,
        state=each.stand(now),
        percent=each.percent,
        passed=each.passed,
        last_seen_at=each.last_seen_at,
        completed_at=each.completed_at,
        due_at=schedule.ends_at,
        time_zone=schedule.time_zone,
    )
