"""Choosing in the browser what must be completed before a course."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands.prerequisites import WHO_MAY_CHOOSE, choose_prerequisites
from stoa.services.tracking.pages.run_form import parse_ids
from stoa.services.tracking.queries.prerequisites import see_prerequisites

_PAGE = "tracking/prerequisites.html"


class PrerequisitePages(Controller):
    path = "/courses/{course:uuid}/prerequisites"

    @get("/", opt=roles(*WHO_MAY_CHOOSE))
    async def see(
        self,
        request: AnyRequest,
        course: UUID,
        caller: Caller,
        db: Database,
        clock: Clock,
        pages: Pages,
        q: Annotated[str, QueryParameter(max_length=200)] = "",
    ) -> Response[bytes]:
        """Those chosen, and others to add; a script that types along gets the others alone."""
        values = await _values(course, caller, db, clock, pages, q)
        if scripted(request):
            return pages.fragment("tracking/_pick_prerequisites.html", caller, **values)
        return pages.show(_PAGE, caller, **values)

    @post("/", opt=roles(*WHO_MAY_CHOOSE))
    async def choose(
        self, form: Form, course: UUID, caller: Caller, db: Database, clock: Clock, pages: Pages
    ) -> Response[Any]:
        """What is ticked is required from now on."""
        try:
            ticked = parse_ids(" ".join(form.several("required")))
            await choose_prerequisites(db, caller, course, ticked)
        except Repeated:
            return go_on(form.request, f"/courses/{course}")
        except Refusal as refusal:
            values = await _values(course, caller, db, clock, pages, "")
            return form.again(refusal, _PAGE, **values)
        return go_on(form.request, f"/courses/{course}")


async def _values(
    course: UUID, caller: Caller, db: Database, clock: Clock, pages: Pages, text: str
) -> dict[str, Any]:
    choice = await see_prerequisites(db, clock, caller, course, text)
    crumbs = [
        {"label": pages.gettext("Catalogue", caller.locale), "href": "/catalogue"},
        {"label": choice.title, "href": f"/courses/{course}"},
    ]
    title = pages.gettext("What it needs first", caller.locale)
    page = {"title": title, "lead": choice.title, "crumbs": crumbs}
    return {"page": page, "choice": choice, "course": course, "q": text}
