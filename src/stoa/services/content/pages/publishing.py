"""Publish with exactly what changes in sight; the history, and the way back to any revision."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import InvalidInput
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.content.commands.publishing import Published, publish, publish_again
from stoa.services.content.commands.restoring import restore_revision
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.pages.forms import fields_of, whole
from stoa.services.content.queries.history import load_past, plan_publication


class PublishingPages(Controller):
    path = "/editor/courses/{course:uuid}"

    @get("/publish", opt=roles(*EDITORS))
    async def plan(
        self, course: UUID, caller: Caller, db: Database, objects: Objects, pages: Pages
    ) -> Response[Any]:
        found = await plan_publication(db, objects, caller, course)
        lacking, missed = [
            [(each.data.get("object"), pages.words(each, caller)) for each in told]
            for told in (found.faults, found.warnings)
        ]
        return pages.show("content/publish.html", caller, found=found, lacking=lacking, missed=missed)

    @post("/publish", opt=roles(*EDITORS))
    async def go(
        self, course: UUID, request: AnyRequest, caller: Caller, db: Database, objects: Objects
    ) -> Response[Any]:
        fields = await fields_of(request)
        try:
            publishing = publish(db, objects, caller, course, whole(fields, "change"))
            asked = await first_answer(publishing, Published)
        except InvalidInput:
            return go_on(request, f"/editor/courses/{course}/publish")
        return go_on(request, _watch(course, asked))

    @get("/history", opt=roles(*EDITORS))
    async def history(
        self, course: UUID, caller: Caller, db: Database, pages: Pages, before: int | None = None
    ) -> Response[Any]:
        found = await load_past(db, caller, course, before)
        codes = {
            publication.code: pages.gettext("Delivery refused it: %s", caller.locale) % publication.code
            for publication in found.publications
            if publication.code
        }
        return pages.show("content/history.html", caller, found=found, codes=codes, before=before)

    @post("/revisions/{number:int}/restore", opt=roles(*EDITORS))
    async def restore(
        self, course: UUID, number: int, request: AnyRequest, caller: Caller, db: Database, objects: Objects
    ) -> Response[Any]:
        await first_answer(restore_revision(db, objects, caller, course, number), int)
        return go_on(request, f"/editor/courses/{course}")

    @post("/revisions/{number:int}/publish", opt=roles(*EDITORS))
    async def again(
        self, course: UUID, number: int, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        asked = await first_answer(publish_again(db, caller, course, number), Published)
        return go_on(request, _watch(course, asked))


def _watch(course: UUID, asked: Published) -> str:
    """Delivery's page, which waits for word of a publication that it has not heard of yet."""
    return f"/editor/courses/{course}/versions?asked={asked.publication}"
