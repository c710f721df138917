"""A revision of a course: what it changed, and all of it to be read."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.pages.preview import inert, led, web_address
from stoa.services.content.queries.history import compare_revision, load_revision


class RevisionPages(Controller):
    path = "/editor/courses/{course:uuid}/revisions/{number:int}"

    @get("/", opt=roles(*EDITORS))
    async def changed(
        self, course: UUID, number: int, caller: Caller, db: Database, objects: Objects, pages: Pages
    ) -> Response[Any]:
        """Against the one before, in the order of the course."""
        found = await compare_revision(db, objects, caller, course, number)
        return pages.show("content/revision.html", caller, found=found)

    @get("/preview", opt=roles(*EDITORS))
    async def read(
        self,
        course: UUID,
        number: int,
        caller: Caller,
        db: Database,
        objects: Objects,
        pages: Pages,
        shown: UUID | None = None,
        level: str = "standard",
    ) -> Response[Any]:
        """As a learner would see it. shown: the object; without it, the first that is not a block."""
        found = await load_revision(db, objects, caller, course, number)
        about = shown or next((line.entry.id for line in found.lines if line.entry.kind != "block"), None)
        here = f"/editor/courses/{course}/revisions/{number}"
        this = led(found.find(about), here) if about else None
        return pages.show(
            "content/preview.html",
            caller,
            course=found.course,
            front=found.tree.front,
            lines=found.lines,
            revision=found.revision,
            base=here,
            this=this,
            level=level,
            address=web_address(this),
        )

    @get("/media/{name:path}", opt=roles(*EDITORS))
    async def medium(
        self,
        course: UUID,
        number: int,
        name: str,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        objects: Objects,
    ) -> Response[bytes]:
        """As it was then."""
        found = await load_revision(db, objects, caller, course, number)
        return await inert(request, objects, found.medium(name.lstrip("/")))
