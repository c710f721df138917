"""How often something may be tried: a leaky bucket that needs one point in time to be kept.

Source: the generic cell rate algorithm, ITU-T I.371. `level_at` is when the bucket will be empty again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from stoa.kernel.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """burst: tries at once from an empty bucket. drip_s: seconds until one more may be made."""

    burst: int
    drip_s: float

    @property
    def drip(self) -> timedelta:
        return timedelta(seconds=self.drip_s)


ACCOUNT_FROM_NETWORK = Limit(burst=5, drip_s=60)
"""A person who mistypes is not stopped; a guesser gets 1,445 tries in a day."""

ACCOUNT = Limit(burst=50, drip_s=300)
"""Guessers spread over many networks. NIST SP 800-63B-4, 3.2.2 allows a hundred failures in a row."""

NETWORK = Limit(burst=100, drip_s=6)
"""A school behind one address: only failures stay in the bucket, so a class signing in is not stopped."""

LOOK_UPS = Limit(burst=6000, drip_s=1)
"""Addresses that one person looks up: the three longest lists of a picker at once, and then 3,600 in an hour.
It slows who tries addresses to learn who is here."""


def pour(limit: Limit, level_at: datetime | None, now: datetime, tries: int = 1) -> datetime:
    """The new level after more tries, all of them or none. Raises TooMany with the seconds to wait."""
    filled = max(level_at or now, now) + tries * limit.drip
    over = filled - now - limit.burst * limit.drip
    if over > timedelta(0):
        raise TooMany("tries.too_many", retry_after_s=-(-over // timedelta(seconds=1)))
    return filled


def take_back(limit: Limit, level_at: datetime, now: datetime) -> datetime:
    """The level as if the last try had not been made: it was a good one."""
    return max(level_at - limit.drip, now)
