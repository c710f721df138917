"""The learner's home and what was learned."""

from functools import partial

from litestar import Controller, Response, get

from stoa.kernel.clock import Clock
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.pages import Pages
from stoa.services.tracking.domain.run import Phase
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import learner


class Home(Controller):
    path = "/"

    @get("/", opt=signed_in())
    async def home(
        self, caller: Caller, db: Database, shelf: Shelf, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """One thing to continue, what else is going on, what is finished."""
        own = await learner.own_courses(db, shelf, clock, caller)
        going = [course for course in own if course.can_go_on]
        return pages.show(
            "tracking/home.html",
            caller,
            page={"title": pages.gettext("Home", caller.locale)},
            first=going[0] if going else None,
            others=going[1:],
            coming=[course for course in own if course.phase is Phase.NOT_OPEN_YET],
            finished=[course for course in own if course.finished],
            ended=[course for course in own if course.phase is Phase.ENDED and not course.finished],
            answered=any(course.there.answered for course in own),
            roles=caller.roles,
            in_language=in_language,
        )

    @get("/progress", opt=signed_in())
    async def progress(
        self, caller: Caller, db: Database, shelf: Shelf, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """The courses, and the skills touched with the evidence for each."""
        own, skills = await learner.own_progress(db, shelf, clock, caller)
        say = partial(pages.gettext, locale=caller.locale)
        return pages.show(
            "tracking/progress.html",
            caller,
            page={
                "title": say("Progress"),
                "lead": pages.gettext("What you have finished and what it shows.", caller.locale),
            },
            courses=own,
            skills=skills,
        )
