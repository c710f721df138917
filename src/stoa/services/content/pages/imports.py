"""Import: drop a source, watch it become a course, read the report."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.content.domain.draft import EDITORS
from stoa.services.content.domain.limits import ARCHIVE
from stoa.services.content.queries.courses import list_courses
from stoa.services.content.queries.imports import load_import, load_report
from stoa.services.content.queries.told import fault_said, said


class ImportPages(Controller):
    path = "/editor"

    @get("/import", opt=roles(*EDITORS))
    async def form(
        self, caller: Caller, db: Database, pages: Pages, course: UUID | None = None
    ) -> Response[Any]:
        known = await list_courses(db, caller)
        limit_mb = ARCHIVE.packed // 1_000_000
        return pages.show("content/import.html", caller, known=known.items, course=course, limit_mb=limit_mb)

    @get("/imports/{about:uuid}", opt=roles(*EDITORS))
    async def show(
        self,
        about: UUID,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        pages: Pages,
        outcome: str = "",
        reason: str = "",
        after: int = -1,
    ) -> Response[Any]:
        """While it runs a script asks again and again for the part that moves."""
        row = await load_import(db, caller, about)
        if scripted(request) and not row.over:
            return pages.fragment("content/_progress.html", caller, row=row)
        if scripted(request) and request.headers.get("hx-target", "").endswith("progress"):
            return Response(None, headers={"HX-Refresh": "true"})
        found = await load_report(db, caller, about, outcome or None, reason or None, after)
        return pages.show(
            "content/import_done.html" if row.over else "content/import_runs.html",
            caller,
            row=row,
            found=found,
            outcome=outcome,
            reason=reason,
            refusal=said(row.code, row.data, caller.locale),
            faults=[fault_said(fault, caller.locale) for fault in row.faults],
            why={code: said(code, {}, caller.locale) for code in found.reasons},
            said=[(one, said(one.reason, one.data, caller.locale)) for one in found.elements],
        )
