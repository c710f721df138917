"""The list of courses, a new one, and what a course says of itself."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.content.commands.courses import (
    About,
    Made,
    archive_course,
    delete_course,
    describe_course,
    make_course,
    restore_course,
)
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.objects import Completion
from stoa.services.content.pages.forms import (
    Fields,
    as_id,
    chosen,
    entries,
    fields_of,
    rich,
    share,
    text,
    whole,
)
from stoa.services.content.queries.courses import Described, list_courses, load_described, recent_imports


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
        found = await load_described(db, caller, course)
        return pages.show("content/settings.html", caller, found=found, course=found.course)

    @post("/courses/{course:uuid}/settings", opt=roles(*EDITORS))
    async def describe(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        fields = await fields_of(request)
        found = await load_described(db, caller, course)
        about = About(
            title=text(fields, "title"),
            locale=text(fields, "locale"),
            description=rich(fields, "description"),
            licence=text(fields, "licence"),
            authors=text(fields, "authors").splitlines(),
            skills=[(text(row, "id"), text(row, "title")) for _, row in entries(fields, "skills")],
            cover=text(fields, "cover") or None,
            cover_alt=text(fields, "cover_alt"),
            completion=_completion(found, fields),
        )
        await first_answer(describe_course(db, caller, course, whole(fields, "version"), about), int)
        return go_on(request, f"/editor/courses/{course}/settings?saved=1")

    @post("/courses/{course:uuid}/archive", opt=roles(*EDITORS))
    async def archive(self, course: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(archive_course(db, caller, course), UUID)
        return go_on(request, f"/editor/courses/{course}")

    @post("/courses/{course:uuid}/restore", opt=roles(*EDITORS))
    async def take_back(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await first_answer(restore_course(db, caller, course), UUID)
        return go_on(request, f"/editor/courses/{course}")

    @post("/courses/{course:uuid}/delete", opt=roles(*EDITORS))
    async def delete(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database, objects: Objects
    ) -> Response[Any]:
        await first_answer(delete_course(db, objects, caller, course), UUID)
        return go_on(request, "/editor")


def _completion(found: Described, fields: Fields) -> Completion | None:
    """None where the page that is sent did not ask for it. Sets that were deleted are no longer named."""
    said, old = fields.get("completion"), found.course.front.completion
    if not isinstance(said, dict):
        return None
    required = share(said, "required_share", "completion.required_share", old.required_share)
    sets = [str(entry.id) for entry in found.sets]
    named = [str(each) for each in old.passed]
    passed = chosen(said, "passed", named, sets)
    gone = set(named) - set(sets)
    return Completion(
        required_share=Completion().required_share if required is None else required,
        passed=[as_id(each, "completion.passed") for each in passed if each not in gone],
        mastery_score=share(said, "mastery_score", "completion.mastery_score", old.mastery_score),
    )
