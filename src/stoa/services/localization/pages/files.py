"""Translators' files: a course in another tool, what became of a file, deciding about conflicts."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.locale import parse_locale
from stoa.runtime import words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, WHO_MAY_TRANSLATE
from stoa.services.localization.commands.settling import Settled, Settlement, settle_conflict
from stoa.services.localization.commands.withdrawing import withdraw_file
from stoa.services.localization.domain.file import LARGEST, File, FileEntry, Outcome
from stoa.services.localization.domain.task import Task
from stoa.services.localization.pages.shown_desk import Differing, parts
from stoa.services.localization.pages.told import Told, told
from stoa.services.localization.pages.wording import Piece, language_name, pieces, tongue
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.files import Report, load_file, recent_files, see_report
from stoa.services.localization.queries.languages import see_language


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """source: as it is now. said: by the file. differs: from what stands there. task: None when gone.

    findings: what the checks say, where they stopped it.
    """

    entry: FileEntry
    why: str
    task: Task | None
    source: list[Piece]
    said: list[Piece]
    differs: list[Differing]
    findings: list[Told]


class FilePages(Controller):
    path = "/translation"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/courses/{course:uuid}/{locale:str}/file")
    async def exchange(
        self, course: UUID, locale: str, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """Out to another tool, and back."""
        tag = parse_locale(locale)
        known, language = await see_language(db, caller, course, tag)
        return pages.show(
            "localization/course_file.html",
            caller,
            course=course,
            title=known.title,
            language=language,
            name=language_name(tag, caller.locale),
            files=await recent_files(db, caller, course, tag),
            limit_mb=LARGEST // 1_000_000,
        )

    @get("/files/{file:uuid}")
    async def report(
        self,
        file: UUID,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        pages: Pages,
        outcome: Outcome | None = None,
        after: int = -1,
    ) -> Response[Any]:
        """While it is read a script asks again and again for the part that moves."""
        row = await load_file(db, caller, file)
        if scripted(request) and not row.over:
            return pages.fragment("localization/_file_progress.html", caller, row=row)
        if scripted(request) and request.headers.get("hx-target", "").endswith("progress"):
            return Response(None, headers={"HX-Refresh": "true"})
        found = await see_report(db, caller, file, outcome, after)
        return pages.show(
            "localization/file.html" if row.over else "localization/file_runs.html",
            caller,
            row=row,
            found=found,
            outcome=outcome,
            mine=row.by == caller.known() or caller.has(*WHO_MAY_CHOOSE),
            refusal=_said(row, caller.locale),
            entries=[_shown(one, found, caller.locale) for one in found.entries],
            tongue=tongue,
            name_of=lambda tag: language_name(tag, caller.locale) if tag else "",
        )

    @post("/files/{file:uuid}/take-back", status_code=200)
    async def take_back(self, form: Form, file: UUID, caller: Caller, db: Database) -> Response[Any]:
        """Asked for again, it is being taken back already."""
        with suppress(Repeated, Conflict):
            await withdraw_file(db, caller, file)
        return go_on(form.request, f"/translation/files/{file}")

    @post("/files/{file:uuid}/{number:int}", status_code=200)
    async def decide(
        self, form: Form, file: UUID, number: int, caller: Caller, db: Database, outside: Outside
    ) -> Response[Any]:
        """About a unit in conflict, or one that the checks doubted."""
        decision, version = form.text("decision"), form.text("version")
        if decision not in set(Settled) or not (version.isascii() and version.isdigit()):
            raise NotFound("file.no_conflict")
        settlement = Settlement(Settled(decision), form.text("source"), int(version[:9]))
        try:
            await settle_conflict(db, outside, caller, file, number, settlement)
        except Repeated:
            """It is decided already."""
        outcome = Outcome.REFUSED if form.text("outcome") == Outcome.REFUSED else Outcome.CONFLICT
        return go_on(form.request, f"/translation/files/{file}?outcome={outcome.value}")


def _shown(entry: FileEntry, found: Report, locale: str) -> ShownEntry:
    task = found.tasks.get(entry.unit) if entry.unit else None
    codes = task.segment.coded.codes if task is not None else ()
    return ShownEntry(
        entry=entry,
        why=_said(entry, locale),
        task=task,
        source=pieces(task.segment.coded.text if task is not None else entry.source, codes),
        said=pieces(entry.target, codes),
        differs=parts(task.unit.target, entry.target, codes) if task is not None else [],
        findings=told(found.findings.get(entry.number, ()), locale),
    )


def _said(told: File | FileEntry, locale: str) -> str:
    return words.explain(Invalid(told.code, **told.data), locale) if told.code else ""
