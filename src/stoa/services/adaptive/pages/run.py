"""A course run as it happens, for who teaches it. What moves comes by the SDK."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.adaptive.queries.access import STAFF
from stoa.services.adaptive.queries.shown import run_seen


class RunLivePage(Controller):
    path = "/teach/runs/{run:uuid}/live"

    @get("/", opt=roles(*STAFF))
    async def show(self, run: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        seen = await run_seen(db, caller, run)
        crumbs = [{"label": pages.gettext("Teaching", caller.locale), "href": "/teach"}]
        page = {"title": seen.title, "crumbs": crumbs}
        return pages.show("adaptive/live.html", caller, page=page, run=seen)
