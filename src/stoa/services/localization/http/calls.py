"""Calls of Weblate that something changed there."""

from uuid import UUID

from litestar import Controller, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import public
from stoa.runtime.http.asked import AnyRequest
from stoa.services.localization.commands.connecting import Call, hear_call
from stoa.services.localization.ports import Translators


class Calls(Controller):
    """Signed with the secret of the connection, so nobody need be signed in."""

    path = "/hooks/weblate"

    @post("/{connection_id:uuid}", opt=public(), status_code=204)
    async def hear(
        self, connection_id: UUID, request: AnyRequest, caller: Caller, db: Database, translators: Translators
    ) -> None:
        """Wakes a pass. What the call says is not believed: it is looked at what stands there."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = Call(connection_id, headers, await request.body())
        await hear_call(db, translators, caller.under(None), call)
