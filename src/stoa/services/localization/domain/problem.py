"""A translation on request that a reader has found wrong, until somebody has put it right."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid, TooMany

LONGEST_REASON = 500
_MOST_REASONS = 5
WINDOW = timedelta(hours=1)
MOST_AN_HOUR = 20
"""Problems that one person reports."""


@dataclass(frozen=True, slots=True)
class Problem:
    """thing: what the text belongs to. key, checksum: of its document. title: in its own language.

    count: how many readers reported it since it was settled last. reasons: the last ones that were given.
    version: counts up by one when it is settled and when it waits again.
    """

    id: UUID
    kind: str
    thing: UUID
    course: UUID
    key: str
    checksum: str
    source_locale: str
    locale: str
    title: str
    reasons: tuple[str, ...]
    count: int
    version: int
    reported_at: datetime
    settled_at: datetime | None = None
    settled_by: UUID | None = None

    def again(self, reason: str, now: datetime) -> "Problem":
        """Reported by one reader more, also after it was settled. reason: may be empty.

        While it waits the version stays: who is at work on it can finish, however many report it.
        """
        settled = self.settled_at is not None
        reasons = () if settled else self.reasons
        if reason and reason not in reasons:
            reasons = (*reasons, reason)[-_MOST_REASONS:]
        return replace(
            self,
            reasons=reasons,
            count=1 if settled else self.count + 1,
            version=self.version + 1 if settled else self.version,
            reported_at=now if settled else self.reported_at,
            settled_at=None,
            settled_by=None,
        )

    def settled(self, by: UUID, seen: int, now: datetime) -> "Problem":
        """seen: the version that was looked at. Raises Conflict when it is another by now."""
        if seen != self.version or self.settled_at is not None:
            raise Conflict("problem.moved", version=self.version)
        return replace(self, version=self.version + 1, settled_at=now, settled_by=by)


def check_pace(recent: int) -> None:
    """recent: what the person reported within the window. Raises TooMany."""
    if recent >= MOST_AN_HOUR:
        raise TooMany("problem.too_often", most=MOST_AN_HOUR, retry_after_s=int(WINDOW.total_seconds()) // 4)


def checked_reason(reason: str) -> str:
    """Trimmed. Raises Invalid for a too long one."""
    trimmed = reason.strip()
    if len(trimmed) > LONGEST_REASON:
        raise Invalid("problem.reason_length", field="reason", most=LONGEST_REASON)
    return trimmed
