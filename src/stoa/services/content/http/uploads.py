"""Files on their way in: sources to import and media of a course."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form
from stoa.runtime.http import roles
from stoa.runtime.http.asked import scripted, wants_page
from stoa.runtime.http.received import received
from stoa.runtime.objects import Objects
from stoa.services.content.commands.importing import Started, start_import
from stoa.services.content.commands.media import add_medium
from stoa.services.content.commands.reading import Tools
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.objects import Media
from stoa.services.content.domain.report import Element
from stoa.services.content.queries.imports import load_import, load_report

LARGEST_UPLOAD = 2_000_000_000
"""Bytes of a source or a film."""


class ImportShown(msgspec.Struct, frozen=True, kw_only=True):
    """An import, with what was refused in its own words."""

    id: UUID
    course: UUID | None
    state: str
    format: str | None
    done: int
    total: int
    imported: int
    converted: int
    left_out: int
    revision: int | None
    code: str | None
    data: dict[str, Any]
    faults: list[dict[str, Any]]


class ReportShown(msgspec.Struct, frozen=True, kw_only=True):
    elements: list[Element]
    reasons: dict[str, int]
    next: int | None


def course_chosen(form: Form) -> UUID | None:
    """Of the form's field `course`; empty lets the source say."""
    given = form.text("course")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise Invalid("content.course.missing", field="course") from error


class Imports(Controller):
    path = "/api/imports"

    @post("/", opt=roles(*EDITORS), status_code=202, request_max_body_size=LARGEST_UPLOAD)
    async def start(self, form: Form, caller: Caller, db: Database, objects: Objects) -> Response[Started]:
        """A multipart form with `file`, and `course` if it shall be a revision of one."""
        async with received(form, "file") as (path, name):
            started = await start_import(db, objects, caller, path, name, course_chosen(form))
        watch = f"/editor/imports/{started.import_id}"
        headers = {"HX-Redirect": watch} if scripted(form.request) else {"Location": watch}
        return Response(started, status_code=303 if wants_page(form.request) else 202, headers=headers)

    @get("/{about:uuid}", opt=roles(*EDITORS))
    async def show(self, about: UUID, caller: Caller, db: Database) -> ImportShown:
        return _shown(await load_import(db, caller, about))

    @get("/{about:uuid}/elements", opt=roles(*EDITORS))
    async def elements(
        self,
        about: UUID,
        caller: Caller,
        db: Database,
        outcome: str | None = None,
        reason: str | None = None,
        after: int = -1,
    ) -> ReportShown:
        found = await load_report(db, caller, about, outcome, reason, after)
        return ReportShown(elements=found.elements, reasons=found.reasons, next=found.next)


def _shown(row: Import) -> ImportShown:
    return ImportShown(**{name: getattr(row, name) for name in ImportShown.__struct_fields__})


class CourseMedia(Controller):
    path = "/api/courses/{course:uuid}/media"

    @post("/", opt=roles(*EDITORS), request_max_body_size=LARGEST_UPLOAD)
    async def add(
        self, course: UUID, form: Form, caller: Caller, db: Database, objects: Objects, tools: Tools
    ) -> Media:
        async with received(form, "file") as (path, name):
            return await add_medium(db, objects, tools, caller, course, path, name)
