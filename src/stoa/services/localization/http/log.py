"""The log of a course's translations, for administrators."""

from uuid import UUID

from litestar import Controller, get, post

from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.services.localization.commands.verifying import Verified, rebuild_units, verify_log


class Log(Controller):
    path = "/api/courses/{course:uuid}/locales/{locale:str}/log"

    @get("/", opt=roles("administrator"))
    async def verify(self, course: UUID, locale: str, caller: Caller, db: Database) -> Verified:
        """Whether nobody changed the log, and the units are what it says."""
        return await verify_log(db, caller, course, parse_locale(locale))

    @post("/rebuild", opt=roles("administrator"), status_code=200)
    async def rebuild(self, course: UUID, locale: str, caller: Caller, db: Database) -> Verified:
        """Make the units what a sound log says. Answers which differed."""
        return await rebuild_units(db, caller, course, parse_locale(locale))
