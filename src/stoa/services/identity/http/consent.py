"""What a person lets be told of how they learn, for pages and other clients."""

from datetime import datetime

import msgspec
from litestar import Controller, Response, get, put

from stoa.contracts.telemetry import ConsentScope
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.consent import choose_consent
from stoa.services.identity.domain.consent import Consent, Scope
from stoa.services.identity.queries.consent import consent_of

_UNKEPT = {"Cache-Control": "no-store"}


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """version: counts up by one a person; 0 when they never chose, and the platform's own holds."""

    scope: ConsentScope
    version: int
    chosen_at: datetime | None


class Choice(Body, frozen=True, kw_only=True):
    scope: ConsentScope


class ConsentDoor(Controller):
    path = "/api/account/consent"

    @get("/", opt=signed_in())
    async def show(self, caller: Caller, db: Database) -> Response[Chosen]:
        return Response(chosen(await consent_of(db, caller)), headers=_UNKEPT)

    @put("/", opt=signed_in())
    async def choose(self, data: Choice, caller: Caller, db: Database) -> Response[Chosen]:
        """The caller's other pages are told at once, and what they send beyond it is dropped."""
        made = await choose_consent(db, caller, Scope(data.scope.value))
        return Response(chosen(made), headers=_UNKEPT)


def chosen(consent: Consent) -> Chosen:
    return Chosen(
        scope=ConsentScope(consent.scope.value), version=consent.version, chosen_at=consent.chosen_at
    )
