"""My people: for managers those of their groups, for guardians those in their care."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.tracking.domain.followed import FOLLOWERS
from stoa.services.tracking.queries.followed import see_courses, see_people

Number = Annotated[int, QueryParameter(ge=1, le=10_000)]


class MyPeoplePages(Controller):
    path = "/my-people"

    @get("/", opt=roles(*FOLLOWERS))
    async def people(
        self, caller: Caller, db: Database, clock: Clock, pages: Pages, page: Number = 1
    ) -> Response[bytes]:
        """Who they are, and how much of what they take is finished."""
        lead = pages.gettext("How those whom you follow get on in their courses.", caller.locale)
        return pages.show(
            "tracking/my_people.html",
            caller,
            page={"title": pages.gettext("My people", caller.locale), "lead": lead},
            seen=await see_people(db, clock, caller, page),
            number=page,
        )

    @get("/{person:uuid}", opt=roles(*FOLLOWERS))
    async def courses(
        self, person: UUID, caller: Caller, db: Database, clock: Clock, pages: Pages, page: Number = 1
    ) -> Response[bytes]:
        """The courses of one of them."""
        seen = await see_courses(db, caller, person, page)
        listed = pages.gettext("My people", caller.locale)
        return pages.show(
            "tracking/my_person.html",
            caller,
            page={
                "title": pages.gettext("Courses", caller.locale),
                "crumbs": [{"label": listed, "href": "/my-people"}],
            },
            followed=person,
            seen=seen,
            number=page,
            now=clock(),
        )
