"""Whether the learner is there, lately."""

import msgspec

HALF_LIFE_MS = 180_000
"""Of time reported: after three minutes, what was before counts half."""


class Attention(msgspec.Struct, array_like=True, gc=False):
    """Milliseconds, of which the older count less: on the page, in sight, and attended.

    Attended is time with input, or with a film playing: who watches need not touch anything.
    """

    there_ms: float = 0.0
    visible_ms: float = 0.0
    attended_ms: float = 0.0

    def spend(self, for_ms: int, visible_ms: int, active_ms: int) -> None:
        kept = 2.0 ** (-for_ms / HALF_LIFE_MS)
        self.there_ms = self.there_ms * kept + for_ms
        self.visible_ms = self.visible_ms * kept + visible_ms
        self.attended_ms = self.attended_ms * kept + active_ms

    def watch(self, ms: float) -> None:
        self.attended_ms += ms

    @property
    def visible_share(self) -> float:
        """Of the time on the page; 1 before any was reported."""
        return self.visible_ms / self.there_ms if self.there_ms else 1.0

    @property
    def attended_share(self) -> float:
        """Of the time in sight; 1 before any was reported."""
        return min(1.0, self.attended_ms / self.visible_ms) if self.visible_ms else 1.0
