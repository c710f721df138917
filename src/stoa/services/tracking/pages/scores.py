"""Scores of one learner: their own, and for who teaches the run."""

from functools import partial
from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import QueryParameter

from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.runtime.pages import Pages
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.run_form import run_page
from stoa.services.tracking.pages.wording import titles
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import scores

Number = Annotated[int, QueryParameter(ge=1, le=1_000)]


class OwnScorePages(Controller):
    path = "/learn/{registration:uuid}/scores"

    @get("/", opt=signed_in())
    async def read(
        self, registration: UUID, caller: Caller, db: Database, shelf: Shelf, pages: Pages, page: Number = 1
    ) -> Response[bytes]:
        """What one has earned so far, what is to do, and what it takes to pass."""
        seen = await scores.own_scores(db, shelf, caller, registration, page)
        say = partial(pages.gettext, locale=caller.locale)
        crumbs = [
            {"label": say("Progress"), "href": "/progress"},
            {"label": seen.version.title, "href": f"/courses/{seen.version.course}"},
        ]
        return pages.show(
            "tracking/scores.html",
            caller,
            page={"title": say("Scores"), "wide": True, "crumbs": crumbs},
            seen=seen,
            number=page,
            attributes=in_language(seen.version.locale),
            titles=titles,
        )


class LearnerPages(Controller):
    path = "/teach/runs/{run:uuid}/people/{learner:uuid}"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def look(
        self,
        run: UUID,
        learner: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
        page: Number = 1,
    ) -> Response[bytes]:
        """How far one learner is, object by object, and what they earned."""
        seen = await scores.see_learner(db, shelf, caller, run, learner, page)
        head = run_page(pages, caller, seen.version.title, seen.run)
        crumbs = [*head["crumbs"], {"label": head["title"], "href": f"/teach/runs/{run}"}]
        return pages.show(
            "tracking/learner.html",
            caller,
            page={"title": pages.gettext("Learner", caller.locale), "crumbs": crumbs},
            seen=seen,
            number=page,
            grades=caller.has("instructor", "administrator"),
            attributes=in_language(seen.version.locale),
            titles=titles,
        )
