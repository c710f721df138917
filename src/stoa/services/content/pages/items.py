"""Items of a set: one form for each of the eight kinds."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.content.commands.drafting import Saved
from stoa.services.content.commands.items import order_items, remove_item, save_item
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.items import KINDS, ClozeItem, Item
from stoa.services.content.domain.objects import ItemSetObject, kind_of
from stoa.services.content.pages.forms import fields_of, ids, text, whole
from stoa.services.content.pages.gap_forms import lines_of
from stoa.services.content.pages.item_forms import item_from
from stoa.services.content.queries.courses import Opened, load_object


class ItemPages(Controller):
    path = "/editor/courses/{course:uuid}/objects/{about:uuid}/items"

    @get("/new", opt=roles(*EDITORS))
    async def fresh(
        self, course: UUID, about: UUID, caller: Caller, db: Database, pages: Pages, kind: str = "choice"
    ) -> Response[Any]:
        found = await load_object(db, caller, course, about)
        if kind not in KINDS:
            raise NotFound("content.item.missing")
        return _form(pages, caller, found, kind, new_id(), None)

    @get("/{item:uuid}", opt=roles(*EDITORS))
    async def show(
        self, course: UUID, about: UUID, item: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        found = await load_object(db, caller, course, about)
        this = _item(found, item)
        if this is None:
            raise NotFound("content.item.missing")
        return _form(pages, caller, found, kind_of(this), item, this)

    @post("/{item:uuid}", opt=roles(*EDITORS))
    async def save(
        self, course: UUID, about: UUID, item: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        fields = await fields_of(request)
        found = await load_object(db, caller, course, about)
        there = _item(found, item)
        skills = [skill.id for skill in found.course.front.skills]
        made = item_from(text(fields, "kind"), item, there, skills, fields)
        await first_answer(save_item(db, caller, course, about, whole(fields, "version"), made), Saved)
        return go_on(request, f"/editor/courses/{course}/objects/{about}?saved={item}")

    @post("/{item:uuid}/delete", opt=roles(*EDITORS))
    async def remove(
        self, course: UUID, about: UUID, item: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        fields = await fields_of(request)
        await first_answer(remove_item(db, caller, course, about, whole(fields, "version"), item), Saved)
        return go_on(request, f"/editor/courses/{course}/objects/{about}")

    @post("/order", opt=roles(*EDITORS), status_code=204)
    async def order(
        self, course: UUID, about: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> None:
        """Of whatever version: only the order changes, and an item more or less is a conflict."""
        fields = await fields_of(request)
        found = await load_object(db, caller, course, about)
        await order_items(db, caller, course, about, found.draft.version, ids(fields, "id"))


def _form(
    pages: Pages, caller: Caller, found: Opened, kind: str, about: UUID, item: Item | None
) -> Response[Any]:
    gaps = item.gaps if isinstance(item, ClozeItem) else []
    lines = {gap.id: lines_of(gap) for gap in gaps}
    return pages.show("content/item.html", caller, found=found, item=item, kind=kind, id=about, lines=lines)


def _item(found: Opened, item: UUID) -> Item | None:
    this = found.draft.object
    if not isinstance(this, ItemSetObject):
        raise NotFound("content.item.missing")
    return next((each for each in this.item_set.items if each.id == item), None)
