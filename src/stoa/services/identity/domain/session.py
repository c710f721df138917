"""Sessions: a secret that changes with every use, and what to do with each secret that is shown.

A browser and an API client differ in nothing but where they keep it. Only SHA-256 sums of secrets are
stored. The next secret follows from the present one and a nonce, so two tabs that refresh at once get the
same new secret, and a browser that lost the answer gets it again, within the grace.
Source: RFC 9700, 4.14.2 (rotation, reuse detection).
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Unauthenticated
from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.services.identity.domain.device import Device

GRACE = timedelta(seconds=20)
_LIFETIME = timedelta(days=90)
_IDLE_KEPT = timedelta(days=14)
_IDLE = timedelta(hours=12)


class Kind(StrEnum):
    BROWSER = "browser"
    API = "api"


class Verdict(StrEnum):
    ROTATE = "rotate"
    REPEAT = "repeat"  # the same answer as the rotation before gave
    END = "end"  # somebody else holds, or held, this secret


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the holder keeps: `<tenant>.<session>.<secret>`."""

    tenant: TenantId
    session: SessionId
    secret: str

    def __str__(self) -> str:
        return f"{self.tenant.hex}.{self.session.hex}.{self.secret}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """kept: survives the browser's closing. device: from the User-Agent."""

    id: SessionId
    person: PersonId
    kind: Kind
    kept: bool
    device: Device
    secret_sum: bytes
    previous_sum: bytes | None
    nonce: bytes
    rotated_at: datetime
    created_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        idle = _IDLE_KEPT if self.kept else _IDLE
        return min(self.seen_at + idle, self.created_at + _LIFETIME)

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at


def sum_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def following_secret(secret: str, nonce: bytes) -> str:
    """Nobody finds it without the secret, nor with it alone."""
    return hmac.new(secret.encode(), nonce, hashlib.sha256).hexdigest()


def parse_ticket(text: str | None) -> Ticket:
    """Raises Unauthenticated for anything that was never a ticket."""
    parts = (text or "").split(".")
    try:
        tenant, session, secret = parts
        ticket = Ticket(TenantId(UUID(hex=tenant)), SessionId(UUID(hex=session)), secret)
    except ValueError:
        raise Unauthenticated("session.none") from None
    if not 32 <= len(secret) <= 128:
        raise Unauthenticated("session.none")
    return ticket


def judge(session: Session, secret: str, spent: bool, now: datetime) -> Verdict:
    """What a shown secret means. spent: it was once the session's secret.

    Raises Unauthenticated when it means nothing: a made-up secret must not end somebody's session.
    """
    if not session.alive(now):
        raise Unauthenticated("session.ended")
    shown = sum_of(secret)
    fresh = now - session.rotated_at <= GRACE and session.previous_sum is not None
    if hmac.compare_digest(shown, session.secret_sum):
        return Verdict.REPEAT if fresh else Verdict.ROTATE
    if session.previous_sum is not None and hmac.compare_digest(shown, session.previous_sum):
        return Verdict.REPEAT if fresh else Verdict.END
    if spent:
        return Verdict.END
    raise Unauthenticated("session.none")


def rotated(session: Session, secret: str, nonce: bytes, now: datetime) -> tuple[Session, str]:
    """The session after a rotation, and its new secret."""
    new = following_secret(secret, nonce)
    after = replace(
        session,
        secret_sum=sum_of(new),
        previous_sum=session.secret_sum,
        nonce=nonce,
        rotated_at=now,
        seen_at=now,
    )
    return after, new


def repeated_secret(session: Session, secret: str) -> str:
    """The present secret, for who shows the present or, within the grace, the one before."""
    if hmac.compare_digest(sum_of(secret), session.secret_sum):
        return secret
    return following_secret(secret, session.nonce)
