"""A mean that follows what is new."""

import msgspec

WEIGHT = 0.25
"""Of the newest value: half of the weight lies on the last two or three."""


class Mean(msgspec.Struct, array_like=True, gc=False):
    """Exponentially weighted; it begins at 0 as if that had been seen once. count: of values."""

    value: float = 0.0
    count: int = 0

    def add(self, value: float) -> None:
        self.count += 1
        self.value += max(WEIGHT, 1 / (self.count + 1)) * (value - self.value)
