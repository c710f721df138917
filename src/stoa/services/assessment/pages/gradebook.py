"""The gradebook of a run, what lies behind a cell, and decisions about it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import Provide
from litestar.params import QueryParameter

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, first_answer, go_on, toast
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.names import LONGEST_SEARCH, Names
from stoa.runtime.pages import Pages
from stoa.services.assessment.commands.grading import Decided, override_score, undo_override
from stoa.services.assessment.domain.gradebook import BY_NAME, Show, Sorting, View
from stoa.services.assessment.pages.forms import percent_in, reason_in
from stoa.services.assessment.queries.gradebook import LINES_A_PAGE, cell_seen, gradebook_of
from stoa.services.assessment.store.shelf import Shelf

Number = Annotated[int, QueryParameter(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class Place:
    """Of a cell: whose, of which set, in the gradebook of which run."""

    run: UUID
    registration: UUID
    item_set: UUID

    def address(self) -> str:
        return f"/teach/runs/{self.run}/gradebook/{self.registration}/{self.item_set}"


class GradebookPages(Controller):
    path = "/teach/runs/{run:uuid}/gradebook"
    opt = roles("instructor", "administrator")
    dependencies = {"place": Provide(Place, sync_to_thread=False)}

    @get("/")
    async def read(
        self,
        run: UUID,
        caller: Caller,
        db: Database,
        names: Names,
        pages: Pages,
        request: AnyRequest,
        sort: Annotated[str, QueryParameter(max_length=40)] = "enrolment",
        show: Show = Show.ALL,
        q: Annotated[str, QueryParameter(max_length=LONGEST_SEARCH)] = "",
        page: Number = 1,
    ) -> Response[Any]:
        view = View(Sorting.parse(sort), show, q.strip())
        book = await gradebook_of(db, names, caller, run, view, first=(page - 1) * LINES_A_PAGE)
        to = _addresses(run, view)
        values: dict[str, Any] = {
            "book": book,
            "view": view,
            "sort": sort,
            "to": to,
            "number": page,
            "count": max(1, -(-book.lines.found // LINES_A_PAGE)),
            "sorted_by": _sorter(to, view.sorting),
        }
        if scripted(request):
            return pages.fragment("assessment/_grades.html", caller, **values)
        title = pages.gettext("Gradebook", caller.locale)
        crumbs = [
            {"label": pages.gettext("Teaching", caller.locale), "href": "/teach"},
            {"label": book.title, "href": f"/teach/runs/{run}"},
        ]
        return pages.show(
            "assessment/gradebook.html",
            caller,
            page={"title": title, "wide": True, "crumbs": crumbs},
            **values,
        )

    @get("/{registration:uuid}/{item_set:uuid}")
    async def look(
        self,
        place: Place,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
        attempt: Annotated[int | None, QueryParameter(ge=1, le=10_000)] = None,
    ) -> Response[Any]:
        """A learner's attempts at a set, one of them open with what was given and what was right."""
        return await _cell(place, caller, db, shelf, pages, attempt)

    @post("/{registration:uuid}/{item_set:uuid}/overrides", status_code=200)
    async def decide(
        self, form: Form, place: Place, caller: Caller, db: Database, shelf: Shelf, pages: Pages
    ) -> Response[Any]:
        try:
            scaled, reason = percent_in(form, "percent"), reason_in(form, "reason")
        except Invalid as refusal:
            typed = {name: form.text(name) for name in ("percent", "reason")}
            wrong = {refusal.field: pages.words(refusal, caller)}
            return await _cell(place, caller, db, shelf, pages, status=422, typed=typed, wrong=wrong)
        deciding = override_score(db, caller, place.registration, place.item_set, scaled, reason)
        decided = await first_answer(deciding, Decided)
        text = pages.gettext("The score is changed.", caller.locale)
        return _back(form.request, place, toast(text, undo=f"/api/overrides/{decided.override}/undo"))

    @post("/{registration:uuid}/{item_set:uuid}/overrides/{override:uuid}/undo", status_code=200)
    async def take_back(
        self, request: AnyRequest, place: Place, override: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        with suppress(Repeated):
            await undo_override(db, caller, override)
        text = pages.gettext("What counted before counts again.", caller.locale)
        return _back(request, place, toast(text))


def _addresses(run: UUID, view: View) -> Callable[..., str]:
    """Of the same gradebook in another view."""
    sort = f"-{view.sorting.by}" if view.sorting.descending else view.sorting.by
    now = {"sort": sort, "show": view.show.value, "q": view.words}

    def to(**changed: str) -> str:
        asked = {name: value for name, value in (now | changed).items() if value}
        return f"/teach/runs/{run}/gradebook?{urlencode(asked)}"

    return to


def _sorter(to: Callable[..., str], sorting: Sorting) -> Any:
    """For a column: its address to sort by, and how it is sorted now.

    The highest score first, then the lowest; names from their beginning.
    """

    def sorted_by(by: str) -> dict[str, str | None]:
        current = sorting.by == by
        down = not sorting.descending if current else by != BY_NAME
        state = ("descending" if sorting.descending else "ascending") if current else None
        return {"href": to(sort=f"-{by}" if down else by), "sorted": state}

    return sorted_by


def _back(request: AnyRequest, place: Place, said: dict[str, str]) -> Response[Any]:
    """To the cell. said: headers of a toast, for a script."""
    location = place.address()
    if not scripted(request):
        return go_on(request, location)
    where = msgspec.json.encode({"path": location, "target": "main", "select": "main", "swap": "outerHTML"})
    return Response(None, status_code=200, headers={"HX-Location": where.decode(), **said})


async def _cell(
    place: Place,
    caller: Caller,
    db: Database,
    shelf: Shelf,
    pages: Pages,
    attempt: int | None = None,
    *,
    status: int = 200,
    typed: dict[str, str] | None = None,
    wrong: dict[str | None, str] | None = None,
) -> Response[Any]:
    cell = await cell_seen(db, shelf, caller, place.run, place.registration, place.item_set, attempt)
    crumbs = [
        {"label": pages.gettext("Teaching", caller.locale), "href": "/teach"},
        {"label": pages.gettext("Gradebook", caller.locale), "href": f"/teach/runs/{place.run}/gradebook"},
    ]
    return pages.show(
        "assessment/cell.html",
        caller,
        status=status,
        page={"title": cell.title, "crumbs": crumbs},
        cell=cell,
        typed=typed or {},
        wrong=wrong or {},
    )
