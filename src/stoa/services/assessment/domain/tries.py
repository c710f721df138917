"""How often an item may be responded to in one attempt, and what each try is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from stoa.services.assessment.domain.item import Item
from stoa.services.assessment.domain.reveal import Reveal

LOSS_PER_TRY = 1 / 3
"""Source: Moodle, "Interactive with multiple tries", default penalty."""

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class TryPolicy:
    """most: tries an item takes. told: the outcome of a try is shown at once, so a later one earns less.

    Where nothing is told a response may be changed until the attempt is submitted, and the last one counts.
    """

    most: int
    told: bool

    def worth(self, number: int) -> float:
        """Of the share that the try of this number, from 1, earns."""
        return max(0.0, 1 - LOSS_PER_TRY * (number - 1)) if self.told else 1.0

    def earned(self, shares: Sequence[float]) -> float:
        """Share of the points, in [0, 1], by the shares of all tries in turn."""
        worths = [self.worth(number) * share for number, share in enumerate(shares, start=1)]
        if not worths:
            return 0.0
        return max(worths) if self.told else worths[-1]

    def is_over(self, shares: Sequence[float]) -> bool:
        """Whether no further try is taken."""
        return len(shares) >= self.most or (self.told and any(share >= 1 for share in shares))


def policy_for(item: Item, reveal: Reveal) -> TryPolicy:
    if reveal is Reveal.AFTER_RESPONSE:
        return TryPolicy(item.most_tries, told=True)
    return TryPolicy(MOST_CHANGES, told=False)
