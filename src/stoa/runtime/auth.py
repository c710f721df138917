"""Access tokens: short-lived JWTs, signed with Ed25519, checked without a query."""

from collections import OrderedDict
from datetime import datetime, timedelta
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from stoa.kernel.clock import Clock, utc_now
from stoa.kernel.errors import Unauthenticated
from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.config import Secret

LIFETIME = timedelta(minutes=5)
_REMEMBERED = 20_000


class TokenSigner:
    """Signs and checks. A session that ended is refused for as long as its tokens could live."""

    def __init__(self, key: Secret, clock: Clock = utc_now) -> None:
        private = load_pem_private_key(key.reveal().encode(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise ValueError("web.token_key must be an Ed25519 private key in PEM")
        self._private = private
        self.public = private.public_key()
        self._clock = clock
        self._checked: OrderedDict[str, tuple[datetime, Caller]] = OrderedDict()
        self._ended: dict[SessionId, datetime] = {}

    def sign(self, caller: Caller, lifetime: timedelta = LIFETIME) -> str:
        """For a caller who is a person. Roles are as they are now; they change with the next token."""
        claims = {
            "tid": str(caller.tenant),
            "sub": str(caller.known()),
            "sid": str(caller.session) if caller.session else "",
            "roles": sorted(caller.roles),
            "name": caller.name,
            "loc": caller.locale,
            "tz": caller.time_zone,
            "exp": self._clock() + lifetime,
        }
        return jwt.encode(claims, self._private, algorithm="EdDSA")

    def check(self, token: str) -> Caller:
        """Raises Unauthenticated: `token.expired`, `token.invalid`, `session.ended`."""
        expires, caller = self._checked.get(token) or self._decode(token)
        if expires <= self._clock():
            self._checked.pop(token, None)
            raise Unauthenticated("token.expired")
        if caller.session in self._ended:
            raise Unauthenticated("session.ended")
        return caller

    def end(self, session: SessionId) -> None:
        """From now on no token of the session is good."""
        now = self._clock()
        self._ended = {known: until for known, until in self._ended.items() if until > now}
        self._ended[session] = now + LIFETIME

    def _decode(self, token: str) -> tuple[datetime, Caller]:
        try:
            claims = jwt.decode(
                token, self.public, algorithms=["EdDSA"], options={"verify_exp": False, "require": ["exp"]}
            )
            expires = datetime.fromtimestamp(claims["exp"], tz=self._clock().tzinfo)
            caller = Caller(
                tenant=TenantId(UUID(claims["tid"])),
                person=PersonId(UUID(claims["sub"])),
                session=SessionId(UUID(claims["sid"])) if claims["sid"] else None,
                roles=frozenset(claims["roles"]),
                name=claims["name"],
                locale=claims["loc"],
                time_zone=claims.get("tz", "UTC"),
            )
        except (jwt.InvalidTokenError, KeyError, ValueError, TypeError) as error:
            raise Unauthenticated("token.invalid") from error
        self._checked[token] = (expires, caller)
        if len(self._checked) > _REMEMBERED:
            self._checked.popitem(last=False)
        return expires, caller
