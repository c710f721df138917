"""The outline of a course: add, rename, move, nest, delete, undo."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on, toast
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.runtime.words import marked
from stoa.services.content.commands import drafting
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.pages.forms import (
    fields_of,
    ids,
    optional_id,
    text,
)
from stoa.services.content.queries.courses import load_outline

_HERE = "/editor/courses"


class OutlinePages(Controller):
    path = "/editor/courses/{course:uuid}"

    @get("/", opt=roles(*EDITORS))
    async def show(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        found = await load_outline(db, caller, course)
        template = "content/_outline.html" if scripted(request) else "content/outline.html"
        return pages.show(template, caller, found=found, refused=None)

    @post("/objects", opt=roles(*EDITORS))
    async def add(self, course: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        """A block stays in the outline, everything else opens to be written."""
        fields = await fields_of(request)
        kind = text(fields, "kind")
        parent = optional_id(fields, "parent")
        adding = drafting.add_object(db, caller, course, kind, text(fields, "title"), parent, None)
        saved = await first_answer(adding, drafting.Saved)
        opened = f"/objects/{saved.object}" if kind != "block" else f"#o-{saved.object}"
        return go_on(request, f"{_HERE}/{course}{opened}")

    @post("/order", opt=roles(*EDITORS), status_code=204)
    async def order(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database, parent: UUID | None = None
    ) -> None:
        """The list was put in order in the browser already."""
        fields = await fields_of(request)
        await drafting.order_objects(db, caller, course, parent, ids(fields, "id"))

    @post("/objects/{about:uuid}/rename", opt=roles(*EDITORS))
    async def rename(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        fields = await fields_of(request)
        renaming = drafting.rename_object(db, caller, course, about, text(fields, "title"))
        saved = await first_answer(renaming, drafting.Saved)
        return await _again(request, caller, db, pages, course, marked("Renamed."), saved)

    @post("/objects/{about:uuid}/nest", opt=roles(*EDITORS))
    async def nest(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        fields = await fields_of(request)
        try:
            nesting = drafting.nest_object(db, caller, course, about, text(fields, "to") == "in")
            saved = await first_answer(nesting, drafting.Saved)
        except Refusal as refusal:
            return await _again(request, caller, db, pages, course, refused=refusal)
        return await _again(request, caller, db, pages, course, marked("Moved."), saved)

    @post("/objects/{about:uuid}/delete", opt=roles(*EDITORS))
    async def remove(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        saved = await first_answer(drafting.delete_object(db, caller, course, about), drafting.Saved)
        return await _again(request, caller, db, pages, course, marked("Deleted."), saved)

    @post("/changes/{number:int}/undo", opt=roles(*EDITORS))
    async def undo(
        self, course: UUID, number: int, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await first_answer(drafting.undo_change(db, caller, course, number), int)
        return go_on(request, f"{_HERE}/{course}/history")


async def _again(
    request: AnyRequest,
    caller: Caller,
    db: Database,
    pages: Pages,
    course: UUID,
    done: str | None = None,
    saved: drafting.Saved | None = None,
    refused: Refusal | None = None,
) -> Response[Any]:
    """The outline as it stands now, with what was done and the way back."""
    if not scripted(request):
        if refused is not None:
            raise refused
        return go_on(request, f"{_HERE}/{course}")
    found = await load_outline(db, caller, course)
    said = pages.words(refused, caller) if refused else None
    undo = f"{_HERE}/{course}/changes/{saved.change}/undo" if saved else None
    headers = toast(pages.gettext(done, caller.locale), undo=undo) if done else {}
    return pages.fragment("content/_outline.html", caller, headers=headers, found=found, refused=said)
