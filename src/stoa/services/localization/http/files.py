"""Translators' files that were sent: how far each is, its report, and deciding about what is in conflict."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from msgspec import Meta

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.settling import Settled, Settlement, settle_conflict
from stoa.services.localization.commands.withdrawing import withdraw_file
from stoa.services.localization.domain.file import Outcome
from stoa.services.localization.http.shown_files import ShownFile, ShownReport, shown_file, shown_report
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.files import load_file, see_report


class ConflictDecision(Body, frozen=True, kw_only=True):
    """source, version: of the unit as it was seen; needed to take what the file says."""

    decision: Settled
    source: Annotated[str, Meta(max_length=64)] = ""
    version: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


class Files(Controller):
    """Of the memory, and of courses."""

    path = "/api/translation-files/{file:uuid}"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, file: UUID, caller: Caller, db: Database) -> ShownFile:
        """How far it is, and what became of it by pair of locales."""
        return shown_file(await load_file(db, caller, file))

    @get("/entries", opt=roles(*WHO_MAY_TRANSLATE))
    async def entries(
        self, file: UUID, caller: Caller, db: Database, outcome: Outcome | None = None, after: int = -1
    ) -> ShownReport:
        """What was refused, and what is in conflict, with the reason."""
        return shown_report(await see_report(db, caller, file, outcome, after))

    @post("/take-back", opt=roles(*WHO_MAY_TRANSLATE), status_code=202)
    async def take_back(self, file: UUID, caller: Caller, db: Database) -> None:
        """What it brought leaves the memory, but for what people corrected since."""
        await withdraw_file(db, caller, file)

    @post("/entries/{number:int}/decision", opt=roles(*WHO_MAY_TRANSLATE), status_code=204)
    async def decide(
        self, file: UUID, number: int, data: ConflictDecision, caller: Caller, db: Database, outside: Outside
    ) -> None:
        """Of a conflict or a doubt of the checks: what is there is kept, or the file's word accepted."""
        settlement = Settlement(data.decision, data.source, data.version)
        await settle_conflict(db, outside, caller, file, number, settlement)
