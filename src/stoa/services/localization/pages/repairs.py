"""What is not as it should be, in words, with one button for each."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.commands.looking import ask_for_close_look, look
from stoa.services.localization.commands.repairing import repair, repair_all
from stoa.services.localization.domain.findings import BY_ADMINISTRATORS
from stoa.services.localization.pages.wording import language_name
from stoa.services.localization.queries.findings import see_findings

_HERE = "/translation/repairs"


class RepairPages(Controller):
    path = _HERE
    opt = roles(*WHO_MAY_CHOOSE)

    @get("/")
    async def show(self, caller: Caller, db: Database, pages: Pages, closely: bool = False) -> Response[Any]:
        """closely: everything is being read just now."""
        seen = await see_findings(db, caller)
        administrator = caller.has("administrator")
        return pages.show(
            "localization/repairs.html",
            caller,
            seen=seen,
            closely=closely,
            at_once=sum(one.repaired_with_all(administrator=administrator) for one in seen.found),
            not_ours=() if administrator else BY_ADMINISTRATORS,
            name_of=lambda tag: language_name(tag, caller.locale),
        )

    @post("/look")
    async def look(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        await look(db, caller)
        return go_on(form.request, _HERE)

    @post("/look-closely")
    async def look_closely(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        try:
            await ask_for_close_look(db, caller)
        except Repeated:
            """It was asked for already."""
        return go_on(form.request, f"{_HERE}?closely=true")

    @post("/all")
    async def repair_all(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        await repair_all(db, caller)
        return go_on(form.request, _HERE)

    @post("/{finding:uuid}")
    async def repair(self, form: Form, finding: UUID, caller: Caller, db: Database) -> Response[Any]:
        try:
            await repair(db, caller, finding)
        except (Repeated, NotFound):
            """Somebody was quicker."""
        return go_on(form.request, _HERE)
