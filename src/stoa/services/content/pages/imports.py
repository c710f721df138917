"""Import: drop a source, watch it become a course, read the report."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.content.domain.limits import ARCHIVE
from stoa.services.content.domain.report import Element
from stoa.services.content.pages.forms import EDITORS, scripted
from stoa.services.content.queries.courses import list_courses
from stoa.services.content.queries.history import load_import, load_report
from stoa.services.content.store.imports import Import


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
        request: Request[Any, Any, Any],
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
            refusal=_refusal(pages, caller, row),
            faults=[_fault(pages, caller, fault) for fault in row.faults],
            why={code: _said(pages, caller, code, {}) for code in found.reasons},
            said=[_element(pages, caller, element) for element in found.elements],
        )


def _said(pages: Pages, caller: Caller, code: str | None, data: Mapping[str, Any]) -> str:
    return pages.words(Invalid(code, **data), caller.locale) if code else ""


def _refusal(pages: Pages, caller: Caller, row: Import) -> str:
    return _said(pages, caller, row.code, row.data)


def _fault(pages: Pages, caller: Caller, fault: dict[str, Any]) -> str:
    """With what would be right, which is a text of its own."""
    data = dict(fault["data"])
    if "expected" in data:
        data["expected"] = _said(pages, caller, data["expected"], data)
    if str(data.get("why", "")).startswith("content."):
        data["expected"] = _said(pages, caller, data["why"], data)
    return _said(pages, caller, fault["code"], {**data, "field": fault["field"] or "–"})


def _element(pages: Pages, caller: Caller, element: Element) -> tuple[Element, str]:
    return element, _said(pages, caller, element.reason, element.data)
