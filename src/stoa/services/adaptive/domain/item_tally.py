"""What learners did at one item."""

import msgspec

from stoa.services.adaptive.domain.ability import Ability
from stoa.services.adaptive.domain.evidence import Evidence
from stoa.services.adaptive.domain.histogram import Histogram
from stoa.services.adaptive.domain.logistic import attenuation


class ItemTally(msgspec.Struct, array_like=True):
    """Counts that only grow and add up: over partitions, over runs.

    responses: every try. right: of them with the full share. hesitations: from shown to the first input.
    """

    shown: int = 0
    responses: int = 0
    right: int = 0
    first_tries: int = 0
    skipped: int = 0
    hints: int = 0
    hesitations: Histogram = msgspec.field(default_factory=Histogram)
    evidence: Evidence = msgspec.field(default_factory=Evidence)

    def show(self) -> None:
        self.shown += 1

    def begin(self, after_ms: int) -> None:
        self.hesitations.add(after_ms)

    def skip(self) -> None:
        self.skipped += 1

    def hint(self) -> None:
        self.hints += 1

    def respond(self, share: float, ability: Ability, *, first: bool) -> None:
        """ability: of the learner before this response. Only first tries tell of the difficulty."""
        self.responses += 1
        self.right += share >= 1
        if first:
            self.first_tries += 1
            self.evidence.add(ability.mean, share, attenuation(ability.variance) ** 2)

    @property
    def median_ms(self) -> int:
        """To the first input; 0 when nobody began."""
        return self.hesitations.quantile(0.5)

    def merged(self, other: "ItemTally") -> "ItemTally":
        return ItemTally(
            self.shown + other.shown,
            self.responses + other.responses,
            self.right + other.right,
            self.first_tries + other.first_tries,
            self.skipped + other.skipped,
            self.hints + other.hints,
            self.hesitations.merged(other.hesitations),
            self.evidence.merged(other.evidence),
        )
