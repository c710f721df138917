"""Where somebody chooses what their pages tell of how they learn."""

from typing import Any

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.pages import Pages
from stoa.services.identity.queries.consent import consent_of


class LearningData(Controller):
    path = "/account/learning-data"

    @get("/", opt=signed_in())
    async def choose(self, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """The SDK keeps the choice, since this page obeys it as well: it is a page as any other."""
        chosen = await consent_of(db, caller)
        return pages.show("identity/learning_data.html", caller, chosen=chosen)
