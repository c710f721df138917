"""How likely each candidate is to be chosen."""

from collections.abc import Sequence

FINENESS = 2**30
"""Propensities are multiples of one part in so many: they add up to one exactly, in any order."""


def propensities(candidates: int, exploration: float) -> list[float]:
    """The first has all but the share of exploration, which the others share evenly.

    candidates: at least one. exploration: in [0, 1].
    """
    others = candidates - 1
    if not others:
        return [1.0]
    each = int(exploration * FINENESS) // others
    return [(FINENESS - each * others) / FINENESS, *[each / FINENESS] * others]


def chosen_at(drawn: float, shares: Sequence[float]) -> int:
    """The place into which a number drawn from [0, 1) falls."""
    for place, share in enumerate(shares):
        if drawn < share:
            return place
        drawn -= share
    return len(shares) - 1
