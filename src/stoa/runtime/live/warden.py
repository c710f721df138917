"""The warden: takes passes back, by a list of refused ones in the account of pages.

NATS closes the connections of whoever is on the list, and refuses them from then on. It looks at every
connection of the account for that, about 0.13 ms each, so lists are not sent faster than the server can bear.
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
import nats
from nats.aio.client import Client, RawCredentials

from stoa.runtime import log
from stoa.runtime.config import AuthoritySettings
from stoa.runtime.live import subjects, tokens
from stoa.runtime.live.passes import LIFETIME

KEPT = LIFETIME + timedelta(minutes=1)
"""How long a refusal matters: no pass from before it is good any more."""

_ANSWERED_S = 30
_TAKEN = "jwt updated"
_UNUSED_S = 0.25
"""A server that was just started knows the account with its first page, and takes no list before."""

_REST = 9
"""Times as long as the server worked on a list it then rests: a tenth of a core at most."""

_log = log.get(__name__)


class Warden:
    """Several work side by side: each adds what another one sent to its own list."""

    def __init__(self, settings: AuthoritySettings | None, url: str) -> None:
        """Without settings nothing is taken back; passes are short then."""
        self._settings = settings
        self._url = url
        self._wanted: dict[str, int] = {}
        self._held: dict[str, int] = {}
        self._woken = asyncio.Event()

    def refuse(self, revoked: Mapping[str, datetime]) -> None:
        """By the key of a session: passes issued until then. What was refused before stays so."""
        self._want({key: int(until.timestamp()) for key, until in revoked.items()})

    async def run(self) -> None:
        """Until cancelled. Whatever the server forgets in a restart it is told again."""
        if self._settings is None:
            await asyncio.Event().wait()
            return
        client = await self._connect(self._settings)
        try:
            while True:
                await self._woken.wait()
                self._woken.clear()
                if self._missing():
                    await self._tell(client, self._settings)
        finally:
            await client.close()

    async def _connect(self, settings: AuthoritySettings) -> Client:
        account = str(tokens.body_of(settings.account_token)["sub"])

        async def hear(message: Any) -> None:
            """Another warden has sent its list, which is the server's now."""
            self._held = _revoked(message.data.decode())
            self._want(self._held)

        async def forget() -> None:
            self._held = {}
            self._woken.set()

        client = await nats.connect(
            self._url,
            name="warden",
            user_credentials=RawCredentials(settings.credentials.reveal()),
            no_echo=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.25,
            ping_interval=5,
            max_outstanding_pings=2,
            reconnected_cb=forget,
        )
        await client.subscribe(subjects.account_renewed(account), cb=hear)
        await forget()
        return client

    def _want(self, revoked: Mapping[str, int]) -> None:
        for key, until in revoked.items():
            self._wanted[key] = max(until, self._wanted.get(key, 0))
        self._woken.set()

    def _missing(self) -> bool:
        return any(self._held.get(key, 0) < until for key, until in self._wanted.items())

    async def _tell(self, client: Client, settings: AuthoritySettings) -> None:
        oldest = time.time() - KEPT.total_seconds()
        self._wanted = {key: until for key, until in self._wanted.items() if until > oldest}
        sent = dict(self._wanted)
        token = _renewed(settings, sent)
        account = str(tokens.body_of(token)["sub"])
        started = time.monotonic()
        try:
            answer = await client.request(
                subjects.account_renewed(account), token.encode(), timeout=_ANSWERED_S
            )
        except (nats.errors.Error, TimeoutError) as error:
            # Away, or coming back: then it is told anew.
            _log.warning("passes.not_refused", error=str(error))
            await asyncio.sleep(1)
            self._woken.set()
            return
        said = msgspec.json.decode(answer.data)
        if "error" in said:
            raise RuntimeError(f"NATS does not take the account of pages: {said['error']}")
        if said["data"]["message"] != _TAKEN:
            await asyncio.sleep(_UNUSED_S)
            self._woken.set()
            return
        self._held = sent
        _log.info("passes.refused", sessions=len(sent))
        await asyncio.sleep(_REST * (time.monotonic() - started))


def _renewed(settings: AuthoritySettings, revoked: Mapping[str, int]) -> str:
    """The account's token with the list in it."""
    before = tokens.body_of(settings.account_token)
    return tokens.token(
        signer=settings.operator,
        subject=before["sub"],
        name=before["name"],
        claims={**before["nats"], "revocations": dict(revoked)},
        issued_at=datetime.now().astimezone(),
    )


def _revoked(token: str) -> dict[str, int]:
    revoked: dict[str, int] = tokens.body_of(token)["nats"].get("revocations", {})
    return revoked
