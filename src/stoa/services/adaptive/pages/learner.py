"""What a learner may know of the adaptation of their course."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.pages import Pages
from stoa.services.adaptive.queries.shown import adaptation


class Learner(Controller):
    path = "/adaptive/registrations/{registration:uuid}"

    @get("/", opt=signed_in())
    async def explain(self, registration: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """The rules in words, and what they offered with their reasons."""
        seen = await adaptation(db, caller, registration)
        return pages.show("adaptive/about.html", caller, registration=registration, seen=seen)
