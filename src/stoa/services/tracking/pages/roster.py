"""The people of a run: progress, enrolling, invites, export."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import Provide
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import go_on, toast
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.names import LONGEST_SEARCH, Names
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands import enrolments
from stoa.services.tracking.domain.roster import PAGE_SIZE, Order, Shown, View
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.export import to_csv
from stoa.services.tracking.pages.run_form import run_page
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import teaching


@dataclass(frozen=True, slots=True)
class Row:
    """Of the table: a learner in a run, as who asks may see it."""

    run: UUID
    learner: UUID
    caller: Caller
    db: Database
    shelf: Shelf
    pages: Pages

    async def show(self) -> Response[bytes]:
        held, version, line = await teaching.see_line(
            self.db, self.shelf, self.caller, self.run, self.learner
        )
        return self.pages.fragment(
            "tracking/_line.html",
            self.caller,
            line=line,
            run=held,
            version=version,
            attributes=in_language(version.locale),
        )


class RosterPages(Controller):
    path = "/teach/runs/{run:uuid}"
    dependencies = {"row": Provide(Row, sync_to_thread=False)}

    @get("/", opt=roles(*TEACHING_STAFF))
    async def people(
        self,
        request: AnyRequest,
        run: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        names: Names,
        clock: Clock,
        pages: Pages,
        shown: Shown = Shown.ALL,
        order: Order = Order.SEEN,
        q: Annotated[str, QueryParameter(max_length=LONGEST_SEARCH)] = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> Response[bytes]:
        """Who is where, who is stuck, whom one has not seen for a while."""
        view = View(shown, order, q.strip(), page)
        seen = await teaching.see_roster(db, shelf, names, clock, caller, run, view)
        count = seen.counts.of(shown)
        values: dict[str, Any] = {
            "roster": seen,
            "run": seen.run,
            "version": seen.version,
            "view": view,
            "to": _addresses(run, view),
            "count": count,
            "last": max(1, -(-count // PAGE_SIZE)),
            "attributes": in_language(seen.version.locale),
        }
        if scripted(request):
            return pages.fragment("tracking/_roster.html", caller, **values)
        return pages.show(
            "tracking/roster.html",
            caller,
            page=run_page(pages, caller, seen.version.title, seen.run),
            **values,
        )

    @get("/people/{learner:uuid}/row", opt=roles(*TEACHING_STAFF))
    async def person(self, row: Row) -> Response[bytes]:
        """One row of the table, as it is now."""
        return await row.show()

    @get("/export.csv", opt=roles(*TEACHING_STAFF))
    async def export(self, run: UUID, caller: Caller, db: Database, shelf: Shelf) -> Response[bytes]:
        """Everybody of the run by id; names are identity's to tell, and joined in the browser."""
        held, version, lines = await teaching.export(db, shelf, caller, run)
        return Response(
            to_csv(version, lines),
            media_type="text/csv",
            headers={
                "Content-Disposition": f'attachment; filename="run-{held.id}.csv"',
                "Cache-Control": "no-store",
            },
        )

    @post("/people/{learner:uuid}/end", opt=roles(*TEACHING_STAFF), status_code=200)
    async def end(self, request: AnyRequest, row: Row) -> Response[Any]:
        """The row says so, and for ten seconds it can be undone."""
        await enrolments.end_enrolment(row.db, row.caller, row.run, row.learner)
        if not scripted(request):
            return go_on(request, f"/teach/runs/{row.run}")
        answer = await row.show()
        said = row.pages.gettext("The enrolment has ended. The records stay.", row.caller.locale)
        answer.headers.update(toast(said, undo=f"/teach/runs/{row.run}/people/{row.learner}/restore"))
        return answer

    @post("/people/{learner:uuid}/restore", opt=roles(*TEACHING_STAFF), status_code=200)
    async def restore(self, request: AnyRequest, row: Row) -> Response[Any]:
        await enrolments.restore_enrolment(row.db, row.caller, row.run, row.learner)
        return await row.show() if scripted(request) else Response(None, status_code=204)


def _addresses(run: UUID, view: View) -> Callable[..., str]:
    """Of the same people in another view."""
    now = {"shown": view.shown.value, "order": view.order.value, "q": view.words}

    def to(**changed: str) -> str:
        asked = {name: value for name, value in (now | changed).items() if value}
        return f"/teach/runs/{run}?{urlencode(asked)}"

    return to
