"""What is offered to whom in a course: written, tried, put in force."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, get, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.adaptive.commands import policies as writing
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.written_policy import Trial, WrittenPolicy
from stoa.services.adaptive.queries import policies
from stoa.services.adaptive.queries.access import STAFF


class NewPolicy(Body, frozen=True, kw_only=True):
    """data: name, rules, guards, exploration, risk_bound; the version is given."""

    data: dict[str, Any]


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """default: what holds where no version is active."""

    versions: list[WrittenPolicy]
    default: dict[str, Any]


class CoursePolicies(Controller):
    path = "/api/adaptive/courses/{course:uuid}/policies"

    @get("/", opt=roles(*STAFF))
    async def versions(self, course: UUID, caller: Caller, db: Database) -> Policies:
        """The newest first. For who teaches a run of the course, and administrators."""
        return Policies(versions=await policies.versions(db, caller, course), default=DEFAULT)

    @post("/", opt=roles(*STAFF))
    async def save(self, course: UUID, data: NewPolicy, caller: Caller, db: Database) -> WrittenPolicy:
        """A draft, as the next version. Says everything that is wrong with it at once."""
        await policies.check_taught(db, caller, course)
        return await writing.save_draft(db, caller, course, data.data)

    @post("/{version:int}/activation", opt=roles(*STAFF), status_code=202)
    async def activate(self, course: UUID, version: int, caller: Caller, db: Database) -> None:
        """It holds within a second, for every learner from the same place of the log on."""
        await policies.check_taught(db, caller, course)
        await writing.activate(db, caller, course, version)

    @post("/{version:int}/trials", opt=roles(*STAFF), status_code=202)
    async def attempt(self, course: UUID, version: int, caller: Caller, db: Database) -> Trial:
        """Goes over the log of the last days once more: what would have been offered otherwise."""
        await policies.check_taught(db, caller, course)
        return await writing.request_trial(db, caller, course, version)


class Trials(Controller):
    path = "/api/adaptive/trials"

    @get("/{trial:uuid}", opt=roles(*STAFF))
    async def trial(self, trial: UUID, caller: Caller, db: Database) -> Trial:
        """How far it is, and its result when it is done."""
        return await policies.trial(db, caller, trial)
