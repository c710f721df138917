"""Which actions were folded already."""

from uuid import UUID

import msgspec

MOST_CAPTURES = 64
"""Remembered a registration; the one that was silent longest is forgotten first."""


class Captures(msgspec.Struct, array_like=True):
    """last: sequence that was folded last, by capture; the capture that spoke last stands last."""

    last: dict[UUID, int] = {}

    def is_fresh(self, capture: UUID, seq: int) -> bool:
        """Whether the action was not folded yet. It counts as folded from now on."""
        held = self.last.pop(capture, 0)
        self.last[capture] = max(held, seq)
        if len(self.last) > MOST_CAPTURES:
            del self.last[next(iter(self.last))]
        return seq > held
