"""How much a session may tell: more by HTTP is turned away here, more on the live line is seen in the log."""

from datetime import datetime

from stoa.kernel.errors import TooMany
from stoa.kernel.ids import SessionId

WINDOW_S = 10
MOST_ACTIONS = 2_000
"""In a window. A batch counts as forty at least: a page sends some five."""
A_BATCH = 40
MOST_SESSIONS = 100_000


class Throttle:
    """Of one process."""

    def __init__(self) -> None:
        self._window = 0
        self._told: dict[SessionId, int] = {}

    def admit(self, session: SessionId, actions: int, now: datetime) -> None:
        """Raises TooMany, until the window ends."""
        window = int(now.timestamp()) // WINDOW_S
        if window != self._window or len(self._told) > MOST_SESSIONS:
            self._window, self._told = window, {}
        told = self._told.get(session, 0) + max(actions, A_BATCH)
        if told > MOST_ACTIONS:
            raise TooMany("live.suspended", retry_after_s=WINDOW_S)
        self._told[session] = told
