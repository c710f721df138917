"""Tokens for API clients: a short access token, and a ticket that changes with every use."""

from typing import Annotated, Any

import msgspec
from jwt.algorithms import OKPAlgorithm
from litestar import Controller, get, post
from msgspec import Meta

from stoa.runtime.auth import LIFETIME, TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import public
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.sessions import Arrival, SignedIn, refresh_session, sign_in, sign_out
from stoa.services.identity.domain.device import parse_device
from stoa.services.identity.domain.network import network_of
from stoa.services.identity.domain.session import Kind

Ticket = Annotated[str, Meta(max_length=300)]


class PasswordGrant(Body, frozen=True, kw_only=True):
    email: Annotated[str, Meta(max_length=300)]
    password: Annotated[str, Meta(max_length=4096)]


class RefreshGrant(Body, frozen=True, kw_only=True):
    refresh_token: Ticket


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """expires_in: seconds. refresh_token: replaces the one that was shown."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105 - the scheme's name


class Tokens(Controller):
    path = "/api/token"

    @post("/", opt=public(), status_code=200)
    async def grant(
        self,
        request: AnyRequest,
        data: PasswordGrant,
        caller: Caller,
        db: Database,
        passwords: Passwords,
        tokens: TokenSigner,
    ) -> Granted:
        arrival = Arrival(
            kind=Kind.API,
            kept=True,
            device=parse_device(request.headers.get("user-agent")),
            network=network_of(
                request.client.host if request.client else None, request.headers.get("x-forwarded-for")
            ),
        )
        return _granted(await sign_in(db, caller, passwords, data.email, data.password, arrival), tokens)

    @post("/refresh", opt=public(), status_code=200)
    async def refresh(self, data: RefreshGrant, caller: Caller, db: Database, tokens: TokenSigner) -> Granted:
        return _granted(await refresh_session(db, caller, data.refresh_token, Kind.API), tokens)

    @post("/revoke", opt=public(), status_code=204)
    async def revoke(self, data: RefreshGrant, caller: Caller, db: Database, tokens: TokenSigner) -> None:
        """The same answer whether the token was good or not. Source: RFC 7009, 2.2."""
        for session in await sign_out(db, caller, data.refresh_token):
            tokens.end(session)


class Keys(Controller):
    path = "/.well-known"

    @get("/jwks.json", opt=public())
    async def keys(self, tokens: TokenSigner) -> dict[str, Any]:
        """The public key that access tokens are checked with. Source: RFC 7517, RFC 8037."""
        key = OKPAlgorithm.to_jwk(tokens.public, as_dict=True)
        return {"keys": [{**key, "use": "sig", "alg": "EdDSA"}]}


def _granted(signed_in: SignedIn, tokens: TokenSigner) -> Granted:
    return Granted(
        access_token=tokens.sign(signed_in.caller),
        refresh_token=str(signed_in.ticket),
        expires_in=int(LIFETIME.total_seconds()),
    )
