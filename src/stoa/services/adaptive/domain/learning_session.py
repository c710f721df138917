"""A stretch of learning, from its beginning to a long silence."""

import msgspec

SESSION_GAP_MS = 30 * 60_000
"""A longer silence ends it."""
BREAK_MS = 3 * 60_000
"""A shorter silence is none."""


class LearningSession(msgspec.Struct, array_like=True, gc=False):
    """number: from 1. touched_at: last sign of the learner. rested_at: when they last came back.

    away_ms: silence before it began, 0 for the first. breaks: silences in it. objects: opened in it.
    """

    number: int = 0
    began_at: int = 0
    touched_at: int = 0
    rested_at: int = 0
    away_ms: int = 0
    breaks: int = 0
    objects: int = 0

    @property
    def length_ms(self) -> int:
        """From the first to the last sign."""
        return self.touched_at - self.began_at

    @property
    def since_rest_ms(self) -> int:
        return self.touched_at - self.rested_at

    def touch(self, at: int) -> None:
        gap = at - self.touched_at
        self.touched_at = at
        if not self.number or gap >= SESSION_GAP_MS:
            self._begin(at, gap)
        elif gap >= BREAK_MS:
            self.breaks += 1
            self.rested_at = at

    def _begin(self, at: int, gap: int) -> None:
        self.away_ms = gap if self.number else 0
        self.number += 1
        self.began_at = self.rested_at = at
        self.breaks = self.objects = 0
