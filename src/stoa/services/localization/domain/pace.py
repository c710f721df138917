"""How often one person may ask for translations on request, whether machines are asked or not."""

from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.errors import TooMany

MOST_AN_HOUR = 600
"""At once as well: a reader who goes through all that a run was ever told is not stopped."""
MOST_REMEMBERED = 100_000


class Pace:
    """Of one process. Of each person one point in time: when all that they asked has run off again."""

    def __init__(self) -> None:
        self._off_at: dict[tuple[UUID, UUID], datetime] = {}

    def step(self, tenant: UUID, person: UUID, now: datetime) -> None:
        """One request more. Raises TooMany with the seconds to wait."""
        hour, one = timedelta(hours=1), timedelta(hours=1) / MOST_AN_HOUR
        off_at = max(self._off_at.get((tenant, person), now), now) + one
        if (over := off_at - now - hour) > timedelta(0):
            raise TooMany("translation.too_often", retry_after_s=-(-over // timedelta(seconds=1)))
        if len(self._off_at) >= MOST_REMEMBERED:
            self._off_at = {who: at for who, at in self._off_at.items() if at > now}
        self._off_at[tenant, person] = off_at
