"""How learners of each ability did at one item: all that its difficulty can be told from."""

from collections.abc import Iterator

import msgspec

WIDTH = 0.5
"""Logits a bin."""
_HALF = 8
BINS = 2 * _HALF + 1
FORGOTTEN_AT = 4_000.0
"""Of so much weight half is forgotten, so that an item that drifts is followed."""


class Evidence(msgspec.Struct, array_like=True):
    """By ability, in bins around -4 to 4 logits: the weight of first tries, and of it what was earned.

    Bins do not depend on what the difficulty was believed to be: they add up in any order, whoever
    counted them, and nothing is lost when a new calibration arrives.
    """

    weights: list[float] = []
    shares: list[float] = []

    def add(self, ability: float, share: float, weight: float) -> None:
        """ability: logits. share: in [0, 1]. weight: in (0, 1], less where the ability is uncertain."""
        if not self.weights:
            self.weights, self.shares = [0.0] * BINS, [0.0] * BINS
        place = min(max(round(ability / WIDTH) + _HALF, 0), BINS - 1)
        self.weights[place] += weight
        self.shares[place] += weight * share
        if sum(self.weights) > FORGOTTEN_AT:
            self.weights = [one / 2 for one in self.weights]
            self.shares = [one / 2 for one in self.shares]

    def bins(self) -> Iterator[tuple[float, float, float]]:
        """ability, weight, share of each that is not empty."""
        for place, weight in enumerate(self.weights):
            if weight:
                yield (place - _HALF) * WIDTH, weight, self.shares[place]

    def merged(self, other: "Evidence") -> "Evidence":
        if not self.weights or not other.weights:
            some = self if self.weights else other
            return Evidence(list(some.weights), list(some.shares))
        return Evidence(_sum(self.weights, other.weights), _sum(self.shares, other.shares))


def _sum(mine: list[float], theirs: list[float]) -> list[float]:
    return [one + other for one, other in zip(mine, theirs, strict=True)]
