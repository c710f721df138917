"""Access tokens of a Google service account. Source: RFC 7523; Google's OAuth 2.0 for service accounts."""

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

import jwt
import msgspec

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Forbidden
from stoa.runtime.config import Secret
from stoa.services.localization.adapters.providers.services.api import Api, decoded

_SCOPE = "https://www.googleapis.com/auth/cloud-translation"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_GOOD_FOR = timedelta(hours=1)
_SPARE = timedelta(minutes=2)


class _Account(msgspec.Struct, frozen=True):
    client_email: str
    private_key: str
    private_key_id: str = ""


class _Token(msgspec.Struct, frozen=True):
    access_token: str
    expires_in: int


_ACCOUNT = msgspec.json.Decoder(_Account)
_TOKEN = msgspec.json.Decoder(_Token)


class AccountToken:
    """Fetched when it is first needed, and anew two minutes before it ends."""

    def __init__(self, account: Secret, address: str, clock: Clock, within_s: float) -> None:
        parts = urlsplit(address)
        self._api = Api("google-cloud", f"{parts.scheme}://{parts.netloc}", within_s)
        self._path = parts.path
        self._account = account
        self._clock = clock
        self._token = Secret("")
        self._until: datetime | None = None
        self._turn = asyncio.Lock()

    async def now(self) -> str:
        """Raises Forbidden when the account's key is none, else as `Api.post`."""
        async with self._turn:
            now = self._clock()
            if self._until is None or now >= self._until:
                form = urlencode({"grant_type": _GRANT, "assertion": self._assertion(now)})
                headers = {"Content-Type": "application/x-www-form-urlencoded"}
                token = decoded(self._api, _TOKEN, await self._api.post(self._path, form.encode(), headers))
                self._token = Secret(token.access_token)
                self._until = now + timedelta(seconds=token.expires_in) - _SPARE
            return self._token.reveal()

    def _assertion(self, now: datetime) -> str:
        try:
            account = _ACCOUNT.decode(self._account.reveal())
            claims = {
                "iss": account.client_email,
                "scope": _SCOPE,
                "aud": self._api.address + self._path,
                "iat": now,
                "exp": now + _GOOD_FOR,
            }
            return jwt.encode(claims, account.private_key, "RS256", {"kid": account.private_key_id})
        except (msgspec.MsgspecError, ValueError, jwt.PyJWTError) as error:
            raise Forbidden("provider.key", provider="google-cloud") from error

    async def close(self) -> None:
        await self._api.close()
