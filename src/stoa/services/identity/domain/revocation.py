"""Taking back what pages of a session were given to listen and tell with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from stoa.kernel.errors import TooMany

SUSPENSION = timedelta(minutes=5)
"""For a session that floods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """key: of a session's passes. Those issued until `issued_until` are refused; none is issued before
    `suspended_until`."""

    key: str
    issued_until: datetime
    suspended_until: datetime | None = None


def check_not_suspended(revocation: Revocation | None, now: datetime) -> None:
    """Raises TooMany with the seconds to wait."""
    until = revocation.suspended_until if revocation is not None else None
    if until is not None and until > now:
        raise TooMany("live.suspended", retry_after_s=int((until - now).total_seconds()) + 1)
