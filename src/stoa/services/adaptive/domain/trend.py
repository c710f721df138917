"""Where a share stands lately and in the long run."""

import msgspec

FAST = 0.4
"""Weight of the newest value: half of the weight lies on the last one or two."""
SLOW = 0.1
"""Half of the weight lies on the last seven."""


class Trend(msgspec.Struct, array_like=True, gc=False):
    """Exponentially weighted means of values in [0, 1], beginning as if one of 0.5 had been seen.

    Until enough values are there each counts alike, so that the first does not rule the slow mean.
    """

    fast: float = 0.5
    slow: float = 0.5
    count: int = 0

    def add(self, value: float) -> None:
        self.count += 1
        even = 1 / (self.count + 1)
        self.fast += max(FAST, even) * (value - self.fast)
        self.slow += max(SLOW, even) * (value - self.slow)
