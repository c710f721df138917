"""The translation memory: what there is, files of it in and out."""

from litestar import Controller, Response, get, post
from litestar.response import Stream

from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.received import received
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.sending import Sending, Sent, send_file
from stoa.services.localization.domain.file import LARGEST, ROOM
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.scopes import Holding, parse_scope
from stoa.services.localization.http.shown_files import accepted, attached
from stoa.services.localization.queries.memory_file import see_memory, write_memory


class MemoryDoors(Controller):
    path = "/api/memory"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, caller: Caller, db: Database) -> list[Holding]:
        """How many units there are, by pair of locales and scope."""
        return (await see_memory(db, caller)).holdings

    @get("/tmx", opt=roles(*WHO_MAY_TRANSLATE))
    async def export(
        self, caller: Caller, db: Database, source: str, target: str, within: str | None = None
    ) -> Stream:
        """A pair of locales as TMX 1.4b. within: `tenant`, `domain:{name}` or `course:{id}`; all without."""
        pair = LocalePair(parse_locale(source, "source"), parse_locale(target, "target"))
        wanted = parse_scope(within, "within") if within else None
        name = f"memory-{pair.source}-{pair.target}.tmx"
        return Stream(
            write_memory(db, caller, pair, wanted), media_type="application/x-tmx", headers=attached(name)
        )

    @post("/files", opt=roles(*WHO_MAY_TRANSLATE), status_code=202, request_max_body_size=LARGEST + ROOM)
    async def send(self, form: Form, caller: Caller, db: Database, objects: Objects) -> Response[Sent]:
        """A form with `file`, a TMX, `scope`, and `taken_as`: locales to take others of the language for."""
        scope = parse_scope(form.text("scope"))
        tags = form.text("taken_as").replace(",", " ").split()
        taken_as = tuple(parse_locale(one, "taken_as") for one in tags)
        async with received(form, "file") as (path, name):
            sending = Sending(path, name, scope, taken_as)
            sent = await first_answer(send_file(db, objects, caller, sending), Sent)
        return accepted(form, sent)
