"""The list of courses, a new one, and what a course says of itself."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.content.commands.courses import About, Made, archive_course, describe_course, make_course
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.pages.forms import entries, fields_of, rich, text, whole
from stoa.services.content.queries.courses import list_courses, load_course, recent_imports


class CoursePages(Controller):
    path = "/editor"

    @get("/", opt=roles(*EDITORS))
    async def list_all(
        self, caller: Caller, db: Database, pages: Pages, q: str = "", after: str | None = None
    ) -> Response[Any]:
        found = await list_courses(db, caller, q, after)
        imports = await recent_imports(db, caller) if not q and not after else []
        return pages.show("content/courses.html", caller, found=found, q=q, after=after, imports=imports)

    @post("/courses", opt=roles(*EDITORS))
    async def make(self, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        fields = await fields_of(request)
        making = make_course(db, caller, text(fields, "title"), text(fields, "locale") or "en")
        made = await first_answer(making, Made)
        return go_on(request, f"/editor/courses/{made.course}")

    @get("/courses/{course:uuid}/settings", opt=roles(*EDITORS))
    async def settings(self, course: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        row, media = await load_course(db, caller, course)
        images = [medium for medium in media if medium.media_type.startswith("image/")]
        return pages.show("content/settings.html", caller, course=row, front=row.front, images=images)

    @post("/courses/{course:uuid}/settings", opt=roles(*EDITORS))
    async def describe(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        fields = await fields_of(request)
        about = About(
            title=text(fields, "title"),
            locale=text(fields, "locale"),
            description=rich(fields, "description"),
            licence=text(fields, "licence"),
            authors=text(fields, "authors").splitlines(),
            skills=[(text(row, "id"), text(row, "title")) for _, row in entries(fields, "skills")],
            cover=text(fields, "cover") or None,
            cover_alt=text(fields, "cover_alt"),
        )
        await first_answer(describe_course(db, caller, course, whole(fields, "version"), about), int)
        return go_on(request, f"/editor/courses/{course}/settings?saved=1")

    @post("/courses/{course:uuid}/archive", opt=roles(*EDITORS))
    async def archive(self, course: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(archive_course(db, caller, course), UUID)
        return go_on(request, f"/editor/courses/{course}")
