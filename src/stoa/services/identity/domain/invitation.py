"""Invitations: a link by which a person sets a first, or a forgotten, password. Once, and not for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import PersonId
from stoa.services.identity.domain.session import sum_of

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    id: UUID
    person: PersonId
    secret_sum: bytes
    created_at: datetime
    used_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        return self.created_at + LIFETIME


def invitation_token(invitation: UUID, secret: str) -> str:
    return f"{invitation.hex}.{secret}"


def parse_invitation_token(token: str) -> tuple[UUID, bytes]:
    """The invitation's id and the sum of its secret. Raises NotFound: the link is not one of ours."""
    name, _, secret = token.partition(".")
    try:
        return UUID(hex=name), sum_of(secret)
    except ValueError:
        raise NotFound("invitation.unknown") from None


def check_usable(invitation: Invitation | None, secret_sum: bytes, now: datetime) -> Invitation:
    """Used, expired and never made look the same from outside. Raises NotFound."""
    if invitation is None or invitation.secret_sum != secret_sum:
        raise NotFound("invitation.unknown")
    if invitation.used_at is not None or now >= invitation.expires_at:
        raise NotFound("invitation.unknown")
    return invitation
