"""How much a session may tell by HTTP: what is told over the live line is watched in the log instead."""

from datetime import datetime

from stoa.kernel.errors import TooMany
from stoa.kernel.ids import SessionId

WINDOW_S = 10
MOST_ACTIONS = 2_000
"""In a window. A batch counts as forty at least: a page sends some five."""
_A_BATCH = 40
_MOST_SESSIONS = 100_000


class Throttle:
    """Of one process."""

    def __init__(self) -> None:
        self._window = 0
        self._told: dict[SessionId, int] = {}

    def admit(self, session: SessionId, actions: int, now: datetime) -> None:
        """Raises TooMany, until the window ends."""
        window = int(now.timestamp()) // WINDOW_S
        if window != self._window or len(self._told) > _MOST_SESSIONS:
            self._window, self._told = window, {}
        told = self._told.get(session, 0) + max(actions, _A_BATCH)
        if told > MOST_ACTIONS:
            raise TooMany("live.suspended", retry_after_s=WINDOW_S)
        self._told[session] = told
