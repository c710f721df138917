"""The translators' queue: what waits, in its order, and taking the next of it."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.taking import take, take_next
from stoa.services.localization.pages.asked import FIELDS, address, fields_of, part_of, wanted_from
from stoa.services.localization.pages.wording import language_name, pieces, tongue
from stoa.services.localization.queries.problems import list_problems
from stoa.services.localization.queries.queue import see_queue


class QueuePages(Controller):
    path = "/translation"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self,
        caller: Caller,
        db: Database,
        pages: Pages,
        locale: str | None = None,
        course: str | None = None,
        kind: str | None = None,
        free: str | None = None,
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
        problems: Annotated[int, QueryParameter(ge=1, le=1_000)] = 1,
    ) -> Response[Any]:
        asked = {"locale": locale, "course": course, "kind": kind, "free": free}
        seen = await see_queue(db, caller, wanted_from(asked, page))
        return pages.show(
            "localization/queue.html",
            caller,
            seen=seen,
            now=seen.now,
            asked=fields_of(seen.wanted),
            here_=address(seen.wanted),
            problems=await list_problems(db, caller, problems),
            pieces=pieces,
            tongue=tongue,
            name_of=lambda tag: language_name(tag, caller.locale),
        )

    @post("/next")
    async def begin(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        """The first that is free, of what is wanted."""
        wanted = wanted_from({name: form.text(name) for name in FIELDS})
        unit = await take_next(db, caller, **part_of(wanted))
        if unit is None:
            return go_on(form.request, address(wanted))
        return go_on(form.request, address(wanted, f"/translation/units/{unit}"))

    @post("/units/{unit:uuid}/claim")
    async def claim(self, form: Form, unit: UUID, caller: Caller, db: Database) -> Response[Any]:
        """That one, and on to the desk."""
        wanted = wanted_from({name: form.text(name) for name in FIELDS})
        await take(db, caller, unit)
        return go_on(form.request, address(wanted, f"/translation/units/{unit}"))
