"""Coming into a run by oneself."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, post
from msgspec import Meta

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.services.tracking.commands import enrolments


class OwnEnrolment(Body, frozen=True, kw_only=True):
    run: UUID


class Code(Body, frozen=True, kw_only=True):
    """code: of an invite."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]


class Enrolments(Controller):
    path = "/api/enrolments"

    @post("/", opt=signed_in())
    async def enrol(self, data: OwnEnrolment, caller: Caller, db: Database) -> enrolments.Admitted:
        """Enrol oneself in a run that is open to everyone. Again is fine."""
        return await enrolments.enrol_self(db, caller, data.run)

    @post("/invited", opt=signed_in())
    async def accept(self, data: Code, caller: Caller, db: Database) -> enrolments.Admitted:
        """Enrol oneself with an invite."""
        return await enrolments.accept_invite(db, caller, data.code)
