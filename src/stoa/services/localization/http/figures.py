"""How translation fares, for programs."""

from uuid import UUID

from litestar import Controller, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.figures import Figures, see_figures


class TranslationFigures(Controller):
    path = "/api/translation/figures"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(
        self, caller: Caller, db: Database, outside: Outside, course: UUID | None = None
    ) -> Figures:
        """Coverage, lag, queue, effort, memory, quality and price, of one course or of all."""
        return await see_figures(db, outside, caller, course)
