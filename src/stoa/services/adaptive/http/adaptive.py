"""What is so now: a learner's decisions, an instructor's run, the reasons, help."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get
from litestar.params import QueryParameter

from stoa.contracts.adaptive import RunLive
from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.services.adaptive.domain.passage import Passage
from stoa.services.adaptive.ports import Holders
from stoa.services.adaptive.queries import help as helping
from stoa.services.adaptive.queries import registrations, runs
from stoa.services.adaptive.queries.access import STAFF


class Adaptive(Controller):
    path = "/api/adaptive"

    @get("/registrations/{registration:uuid}", opt=signed_in())
    async def registration(
        self, registration: UUID, caller: Caller, db: Database, holders: Holders
    ) -> registrations.RegistrationNow:
        """For its learner and for who teaches the run."""
        return await registrations.registration_now(db, holders, caller, registration)

    @get("/registrations/{registration:uuid}/passages", opt=signed_in())
    async def passages(
        self,
        registration: UUID,
        caller: Caller,
        db: Database,
        object: UUID,  # noqa: A002 - the word of the address
        words: Annotated[str, QueryParameter(max_length=2000)] = "",
    ) -> list[Passage]:
        """At most five passages of this course that help there; words: of the item, as shown."""
        return await helping.passages(db, caller, registration, object, words)

    @get("/runs/{run:uuid}", opt=roles(*STAFF))
    async def run(
        self, run: UUID, caller: Caller, db: Database, holders: Holders, clock: Clock
    ) -> list[RunLive]:
        """Its learners, items and films, and how the class went, by partition of the log."""
        return await runs.run_now(db, clock, holders, caller, run)

    @get("/decisions/{decision:uuid}", opt=signed_in())
    async def decision(self, decision: UUID, caller: Caller, db: Database) -> registrations.Why:
        """Why it was made, for its learner and for who teaches the run; once it is in safe keeping."""
        return await registrations.why(db, caller, decision)
