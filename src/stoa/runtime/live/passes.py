"""Passes: what a page shows to NATS. Each lets it tell its own actions and hear what is meant for it.

The account's signing key is bound to a template, see `template`: it can make passes and nothing else. Whoever
stole it could hear what pages are told, and neither read nor write an event.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.runtime.config import LiveSettings, Secret
from stoa.runtime.live import subjects, tokens

LIFETIME = timedelta(minutes=5)
UNREVOKED_LIFETIME = timedelta(minutes=1)
"""Where nothing can take a pass back before its end."""

LIVE_PATH = "/live"
"""Where the edge passes a WebSocket on to NATS."""

LARGEST_MESSAGE = 64 * 1024
MOST_SUBSCRIPTIONS = 40
MOST_RUNS = 20


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """token: a bearer's. publish: the only subject to publish to, with a reply subject below `inbox`.

    subscribe: the only subjects that may be subscribed to, the inbox's among them.
    """

    token: str
    expires_at: datetime
    publish: str
    inbox: str
    subscribe: list[str]


class Passes:
    """Signs them. account: whose pages are users. lifetime: of each."""

    def __init__(self, *, account: str, signing: Secret, lifetime: timedelta = LIFETIME) -> None:
        self._account = account
        self._signing = signing
        self.lifetime = lifetime

    def issue(
        self,
        tenant: TenantId,
        person: PersonId,
        session: SessionId,
        *,
        runs: Sequence[UUID] = (),
        issued_at: datetime,
    ) -> Pass:
        """runs: that the person may watch. issued_at: before their rights were read, so that a right that
        was taken meanwhile takes the pass with it."""
        expires_at = issued_at.replace(microsecond=0) + self.lifetime
        signed = tokens.token(
            signer=self._signing,
            subject=key_of(session),
            name="page",
            claims={
                "type": "user",
                "version": 2,
                "issuer_account": self._account,
                "tags": [
                    f"tenant:{tenant}",
                    f"person:{person}",
                    f"session:{session}",
                    *(f"run:{run}" for run in runs),
                ],
            },
            issued_at=issued_at,
            expires_at=expires_at,
        )
        return Pass(
            token=signed,
            expires_at=expires_at,
            publish=subjects.actions(tenant, person, session),
            inbox=subjects.inbox(session),
            subscribe=[
                f"{subjects.inbox(session)}.>",
                subjects.own(tenant, person),
                *(subjects.run(tenant, run) for run in runs),
            ],
        )


def passes_of(live: LiveSettings) -> Passes | None:
    """None where pages have no live connection."""
    if live.account is None or live.signing is None:
        return None
    lifetime = LIFETIME if live.revocable else UNREVOKED_LIFETIME
    return Passes(account=live.account, signing=live.signing, lifetime=lifetime)


def key_of(session: SessionId) -> str:
    """The user that all passes of a session are for: refused together."""
    return tokens.user_key(b"page " + session.bytes)


def template() -> dict[str, Any]:
    """What every pass allows, filled by the server with the tags of the pass: its own, nothing wider."""
    tenant, person, session, run = (f"{{{{tag({name})}}}}" for name in ("tenant", "person", "session", "run"))
    return {
        "pub": {"allow": [f"tel.{tenant}.{person}.{session}"]},
        "sub": {
            "allow": [
                f"_INBOX.{session}.>",
                f"live.{tenant}.{person}.>",
                f"live.{tenant}.runs.{run}",
            ]
        },
        "subs": MOST_SUBSCRIPTIONS,
        "data": tokens.UNLIMITED,
        "payload": LARGEST_MESSAGE,
        "bearer_token": True,
        "allowed_connection_types": ["WEBSOCKET"],
    }
