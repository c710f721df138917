"""The way of actions where no WebSocket leads."""

from litestar import Controller, post

from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.clock import Clock
from stoa.kernel.errors import Unauthenticated
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.services.adaptive.domain.throttle import Throttle
from stoa.services.adaptive.ports import Telling
from stoa.services.adaptive.queries.telemetry import check_own


class Telemetry(Controller):
    path = "/api/telemetry"

    @post("/", opt=signed_in(), status_code=202)
    async def tell(
        self,
        data: ActionBatch,
        caller: Caller,
        db: Database,
        telling: Telling,
        throttle: Throttle,
        clock: Clock,
    ) -> None:
        """Kept when it is answered. A batch told twice counts once, by its id."""
        if caller.session is None:
            raise Unauthenticated("session.missing")
        throttle.admit(caller.session, len(data.actions), clock())
        await check_own(db, caller, data.registration)
        await telling.actions(caller.tenant, caller.known(), caller.session, data)
