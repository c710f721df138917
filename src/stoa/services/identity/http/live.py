"""The live connection of a page: a pass for the WebSocket, or the same by server-sent events."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import Parameter
from litestar.response import Stream
from msgspec import Meta

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime import surroundings
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.live import subjects
from stoa.runtime.live.listening import Listening
from stoa.runtime.live.passes import LIVE_PATH, MOST_RUNS, Passes
from stoa.services.identity.http.consent import Chosen, chosen
from stoa.services.identity.queries.live import check_rights

_UNKEPT = {"Cache-Control": "no-store"}


class Watching(Body, frozen=True, kw_only=True):
    """runs: course runs that an instructor wants to see."""

    runs: Annotated[list[UUID], Meta(max_length=MOST_RUNS)] = []


class LiveCredentials(msgspec.Struct, frozen=True, kw_only=True):
    """token: for the WebSocket at `address`, good until `expires_at`.

    publish: the only subject to tell actions on. inbox: prefix of reply subjects. subscribe: all that may be
    heard. consent: what the page may tell of its learner, until it hears otherwise.
    """

    token: str
    expires_at: datetime
    address: str
    publish: str
    inbox: str
    subscribe: list[str]
    consent: Chosen


class Live(Controller):
    path = "/api/live"

    @post("/credentials", opt=signed_in(), status_code=200)
    async def credentials(
        self, data: Watching, caller: Caller, db: Database, passes: Passes | None, clock: Clock
    ) -> Response[LiveCredentials]:
        """A pass of a few minutes. Without a live connection here, 404 with the code `live.off`."""
        if passes is None:
            raise NotFound("live.off")
        now = clock()
        admitted = await check_rights(db, caller, data.runs, now)
        made = passes.issue(caller.tenant, caller.known(), admitted.session, runs=data.runs, issued_at=now)
        given = LiveCredentials(
            token=made.token,
            expires_at=made.expires_at,
            address=f"{surroundings.origin.get().replace('http', 'ws', 1)}{LIVE_PATH}",
            publish=made.publish,
            inbox=made.inbox,
            subscribe=made.subscribe,
            consent=chosen(admitted.consent),
        )
        return Response(given, headers=_UNKEPT)

    @get("/stream", opt=signed_in())
    async def stream(
        self,
        caller: Caller,
        db: Database,
        listening: Listening,
        clock: Clock,
        runs: Annotated[str, Parameter(max_length=1000)] = "",
    ) -> Response[Any]:
        """Server-sent events: `data` is {"subject", "message"}. runs: ids, joined by commas.

        Ends after some minutes, with the session, with a change of roles, and when the process ends, each
        time with an event `end`.
        """
        wanted = [_parse_id(text) for text in runs.split(",") if text.strip()][:MOST_RUNS]
        await check_rights(db, caller, wanted, clock())
        person = caller.known()
        listening.admit(person)
        heard = [subjects.own(caller.tenant, person), *(subjects.run(caller.tenant, run) for run in wanted)]
        return Stream(
            await listening.listen(caller.tenant, person, heard),
            media_type="text/event-stream",
            headers=_UNKEPT | {"X-Accel-Buffering": "no"},
        )


def _parse_id(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise Invalid("id.malformed", field="runs", given=text.strip()[:40]) from None
