"""What is not as it should be with translations, and having it mended."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.commands.looking import ask_for_close_look, look
from stoa.services.localization.commands.repairing import repair, repair_all
from stoa.services.localization.queries.findings import Findings, see_findings


class Look(Body, frozen=True, kw_only=True):
    """closely: also at every log and document, which goes on after the answer."""

    closely: bool = False


class Repaired(msgspec.Struct, frozen=True, kw_only=True):
    """asked: repairs that were asked for. What they came to the next look says."""

    asked: int


class Repairs(Controller):
    path = "/api/translation/findings"

    @get("/", opt=roles(*WHO_MAY_CHOOSE))
    async def show(self, caller: Caller, db: Database) -> Findings:
        """What looks found: missing, stale, orphaned, corrupt, drifted. The oldest first."""
        return await see_findings(db, caller)

    @post("/looks", opt=roles(*WHO_MAY_CHOOSE), status_code=200)
    async def look(self, data: Look, caller: Caller, db: Database) -> Findings:
        """Look again now."""
        if data.closely:
            await ask_for_close_look(db, caller)
        await look(db, caller)
        return await see_findings(db, caller)

    @post("/repairs", opt=roles(*WHO_MAY_CHOOSE), status_code=200)
    async def repair_all(self, caller: Caller, db: Database) -> Repaired:
        """Mend all that needs nobody to decide."""
        return Repaired(asked=await repair_all(db, caller))

    @post("/{finding:uuid}/repair", opt=roles(*WHO_MAY_CHOOSE), status_code=204)
    async def repair(self, finding: UUID, caller: Caller, db: Database) -> None:
        """Mend that one."""
        await repair(db, caller, finding)
