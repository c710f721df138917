"""Course runs for those who teach: scheduling, learners, invites."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.runtime.names import LONGEST_SEARCH, Names
from stoa.services.tracking.commands import enrolments, runs
from stoa.services.tracking.domain.admission import MOST_USES, Invite
from stoa.services.tracking.domain.roster import Line, Order, Shown, TaughtRun, View
from stoa.services.tracking.domain.run import LARGEST_RUN, TEACHING_STAFF, Admission, Schedule
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import teaching


class Dates(Body, frozen=True, kw_only=True):
    """Without starts_at and ends_at the run is always open. time_zone: IANA, for showing the dates."""

    title: Annotated[str, Meta(max_length=120)] = ""
    starts_at: Annotated[datetime, Meta(tz=True)] | None = None
    ends_at: Annotated[datetime, Meta(tz=True)] | None = None
    enrol_until: Annotated[datetime, Meta(tz=True)] | None = None
    time_zone: Annotated[str, Meta(max_length=64)] = "UTC"
    admission: Admission = Admission.EVERYONE
    places: Annotated[int, Meta(ge=1, le=LARGEST_RUN)] | None = None
    instructors: Annotated[list[UUID], Meta(max_length=50)] = []

    def schedule(self) -> Schedule:
        return Schedule(
            self.title.strip(),
            self.starts_at,
            self.ends_at,
            self.enrol_until,
            self.time_zone,
            self.admission,
            self.places,
        )


class NewRun(Dates, frozen=True, kw_only=True):
    course: UUID


class People(Body, frozen=True, kw_only=True):
    """At least one person or group. despite_prerequisites: also who lacks what the course requires."""

    people: Annotated[list[UUID], Meta(max_length=enrolments.MOST_AT_ONCE)] = []
    groups: Annotated[list[UUID], Meta(max_length=100)] = []
    despite_prerequisites: bool = False


class NewInvite(Body, frozen=True, kw_only=True):
    """uses: how many may come in with it, None is any number."""

    expires_at: Annotated[datetime, Meta(tz=True)] | None = None
    uses: Annotated[int, Meta(ge=1, le=MOST_USES)] | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """kind: as in the manifest."""

    id: UUID
    kind: str
    title: str


class Runs(Controller):
    path = "/api/runs"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def taught(self, caller: Caller, db: Database, clock: Clock) -> list[TaughtRun]:
        """Those the caller teaches; all for an administrator."""
        return list(await teaching.taught_runs(db, clock, caller))

    @post("/", opt=roles(*TEACHING_STAFF))
    async def schedule(self, data: NewRun, caller: Caller, db: Database) -> runs.Scheduled:
        """Make a run of an active course. Who makes it teaches it."""
        return await runs.schedule_run(db, caller, data.course, data.schedule(), data.instructors)

    @put("/{run:uuid}", opt=roles(*TEACHING_STAFF))
    async def reschedule(self, run: UUID, data: Dates, caller: Caller, db: Database) -> runs.Scheduled:
        """No instructors given keeps those there are."""
        named = data.instructors or None
        return await runs.reschedule_run(db, caller, run, data.schedule(), named)

    @post("/{run:uuid}/close", opt=roles(*TEACHING_STAFF), status_code=200)
    async def close(self, run: UUID, caller: Caller, db: Database) -> runs.Scheduled:
        """End it now. Other dates open it again."""
        return await first_answer(runs.close_run(db, caller, run), runs.Scheduled)

    @delete("/{run:uuid}", opt=roles(*TEACHING_STAFF))
    async def remove(self, run: UUID, caller: Caller, db: Database) -> None:
        """One that nobody was ever in."""
        await first_answer(runs.delete_run(db, caller, run), runs.Scheduled)

    @get("/{run:uuid}/learners", opt=roles(*TEACHING_STAFF))
    async def learners(
        self,
        run: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        names: Names,
        clock: Clock,
        shown: Shown = Shown.ALL,
        order: Order = Order.SEEN,
        q: Annotated[str, QueryParameter(max_length=LONGEST_SEARCH)] = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> list[Line]:
        """Fifty a page. q: part of a name."""
        view = View(shown, order, q.strip(), page)
        seen = await teaching.see_roster(db, shelf, names, clock, caller, run, view)
        return seen.lines

    @get("/{run:uuid}/objects", opt=roles(*TEACHING_STAFF))
    async def objects(self, run: UUID, caller: Caller, db: Database, shelf: Shelf) -> list[Step]:
        """What its learners go through, in order, in the caller's language where there is one."""
        steps = await teaching.steps_of(db, shelf, caller, run)
        return [Step(id=one.id, kind=one.kind.value, title=one.title) for one in steps]

    @post("/{run:uuid}/enrolments", opt=roles(*TEACHING_STAFF))
    async def enrol(self, run: UUID, data: People, caller: Caller, db: Database) -> enrolments.Enrolled:
        """Enrol people and groups. Says what became of each."""
        return await enrolments.enrol_people(
            db,
            caller,
            run,
            data.people,
            data.groups,
            despite_prerequisites=data.despite_prerequisites,
        )

    @delete("/{run:uuid}/enrolments/{learner:uuid}", opt=roles(*TEACHING_STAFF))
    async def end(self, run: UUID, learner: UUID, caller: Caller, db: Database) -> None:
        """The records stay."""
        await enrolments.end_enrolment(db, caller, run, learner)

    @post("/{run:uuid}/enrolments/{learner:uuid}/restore", opt=roles(*TEACHING_STAFF), status_code=204)
    async def restore(self, run: UUID, learner: UUID, caller: Caller, db: Database) -> None:
        """Take the ending back."""
        await enrolments.restore_enrolment(db, caller, run, learner)

    @get("/{run:uuid}/invites", opt=roles(*TEACHING_STAFF))
    async def invites(self, run: UUID, caller: Caller, db: Database) -> list[Invite]:
        return await teaching.invites_of(db, caller, run)

    @post("/{run:uuid}/invites", opt=roles(*TEACHING_STAFF))
    async def invite(self, run: UUID, data: NewInvite, caller: Caller, db: Database) -> Invite:
        return await runs.make_invite(db, caller, run, expires_at=data.expires_at, uses=data.uses)

    @delete("/{run:uuid}/invites/{invite:uuid}", opt=roles(*TEACHING_STAFF))
    async def revoke(self, run: UUID, invite: UUID, caller: Caller, db: Database) -> None:
        await runs.revoke_invite(db, caller, run, invite)
