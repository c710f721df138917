"""What is believed of how able somebody is."""

import math

import msgspec


class Ability(msgspec.Struct, frozen=True, gc=False):
    """mean: logits, 0 where an item of middling difficulty is answered right half of the time.

    variance: logits².
    """

    mean: float
    variance: float

    @property
    def sd(self) -> float:
        return math.sqrt(self.variance)
