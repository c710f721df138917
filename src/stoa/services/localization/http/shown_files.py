"""A translators' file and its report, as programs see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from stoa.runtime.forms import Form
from stoa.runtime.http.asked import scripted, wants_page
from stoa.services.localization.commands.sending import Sent
from stoa.services.localization.domain.file import File, FileCount, FileEntry
from stoa.services.localization.queries.files import Report


class ShownFile(msgspec.Struct, frozen=True, kw_only=True):
    """state: waiting, reading, done, refused or failed; leaving or left once it is taken back. done, total:
    units. code, data: why refused.
    """

    id: UUID
    course: UUID | None
    locale: str | None
    scope: str
    name: str
    size: int
    state: str
    done: int
    total: int
    counts: list[FileCount]
    code: str | None
    data: dict[str, Any]
    at: datetime
    finished_at: datetime | None
    taken_back_at: datetime | None
    taken_back_by: UUID | None


class ShownReport(msgspec.Struct, frozen=True, kw_only=True):
    """next: of the address, where there is more."""

    entries: list[FileEntry]
    next: int | None


def shown_file(file: File) -> ShownFile:
    return ShownFile(**{name: getattr(file, name) for name in ShownFile.__struct_fields__})


def shown_report(report: Report) -> ShownReport:
    return ShownReport(entries=report.entries, next=report.next)


def attached(name: str) -> dict[str, str]:
    """Headers of a file that a browser keeps. name: of ASCII letters."""
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def accepted(form: Form, sent: Sent) -> Response[Any]:
    """To the report, for whoever watches it."""
    watch = f"/translation/files/{sent.file}"
    headers = {"HX-Redirect": watch} if scripted(form.request) else {"Location": watch}
    return Response(sent, status_code=303 if wants_page(form.request) else 202, headers=headers)
