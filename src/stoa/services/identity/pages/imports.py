"""People from a file: upload, look at what it would do, take it, hand out the links."""

from typing import Any
from uuid import UUID

import anyio.to_thread
from litestar import Controller, Response, get, post

from stoa.kernel.errors import Invalid
from stoa.kernel.sheet import write_sheet
from stoa.kernel.sheet_reading import LARGEST_FILE
from stoa.runtime import surroundings, words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.account import invite
from stoa.services.identity.commands.roster import stage_roster, take_roster
from stoa.services.identity.domain.roster import MOST_ROWS, RowFault, read_roster
from stoa.services.identity.pages.people import csv_file
from stoa.services.identity.queries.people import people_without_password
from stoa.services.identity.queries.roster import Effect, RosterPreview, faults_here, preview_roster

_UPLOAD = "identity/import.html"
_SHOWN = 200
_ROOM_FOR_FORM = 10_000
_MOST_NAMED = 20


class ImportPages(Controller):
    path = "/admin/people/import"

    @get("/", opt=roles("administrator"))
    async def show(self, caller: Caller, pages: Pages) -> Response[Any]:
        return pages.show(_UPLOAD, caller, **_upload())

    @post("/", opt=roles("administrator"), request_max_body_size=LARGEST_FILE + _ROOM_FOR_FORM)
    async def upload(self, form: Form, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """Nothing is taken yet: one goes on to the preview, or reads every fault of the file."""
        file = form.file("file")
        try:
            if file is None:
                raise Invalid("file.missing", field="file")
            roster = await anyio.to_thread.run_sync(read_roster, await file.read())
        except Invalid as error:
            return form.again(error, _UPLOAD, **_upload())
        faults = roster.faults or await faults_here(db, caller, roster)
        if faults:
            faulty = Invalid("roster.faults", field="file", count=len(faults), file=file.filename)
            listed = [_told(pages, caller, fault) for fault in faults[:_SHOWN]]
            return form.again(faulty, _UPLOAD, **_upload(listed, len(faults)))
        staged = await first_answer(stage_roster(db, caller, roster, file.filename), UUID)
        return go_on(form.request, f"/admin/people/import/{staged}")

    @get("/{roster:uuid}", opt=roles("administrator"))
    async def preview(self, roster: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        found = await preview_roster(db, caller, roster)
        return pages.show(
            "identity/import_preview.html",
            caller,
            preview=found,
            lines=found.lines[:_SHOWN],
            effects=Effect,
            shown=_SHOWN,
            ignored=found.staged.ignored[:_MOST_NAMED],
            unspoken=_unspoken(found),
        )

    @post("/{roster:uuid}", opt=roles("administrator"))
    async def take(self, roster: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(take_roster(db, caller, roster), UUID)
        return go_on(request, f"/admin/people/import/{roster}")

    @post("/{roster:uuid}/invitations", opt=roles("administrator"), status_code=200)
    async def invitations(self, roster: UUID, caller: Caller, db: Database) -> Response[bytes]:
        """Links for everyone of the file without a password, as a file; earlier links are good no more."""
        found = await preview_roster(db, caller, roster)
        waiting = await people_without_password(db, caller, [person.id for person in found.registered])
        made = await invite(db, caller, [person.id for person in waiting]) if waiting else []
        rows = [
            (person.email, person.name, f"{surroundings.origin.get()}/invite/{token}")
            for person, token in made
        ]
        return csv_file("invitations.csv", write_sheet(["email", "name", "link"], rows))


def _unspoken(preview: RosterPreview) -> list[str]:
    """Languages of the file that the pages are not in."""
    asked = {entry.locale for entry in preview.staged.entries if entry.locale}
    return sorted(one for one in asked if one.split("-")[0] not in words.LOCALES)


def _upload(listed: list[dict[str, Any]] | None = None, count: int = 0) -> dict[str, Any]:
    return {
        "row_faults": listed or [],
        "count": count,
        "most_mb": LARGEST_FILE // 1_000_000,
        "most_rows": MOST_ROWS,
    }


def _told(pages: Pages, caller: Caller, fault: RowFault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.error.field,
        "text": pages.words(fault.error, caller),
    }
