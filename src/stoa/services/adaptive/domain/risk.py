"""The risk that a learner loses the thread, in [0, 1], with its reasons.

    risk = 1 - Π (1 - weight · part)

Each part is 0 up to its first bound, 1 from its second, and even between. So any one part alone gives at
most its weight, several give more, none takes away from another, and each can be named. Source of the form:
noisy-or, Pearl: Probabilistic Reasoning in Intelligent Systems, 1988. The weights are chosen by hand, until
there are outcomes to train others on.
"""

import msgspec

from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.reason import Reason

ENOUGH_RESPONSES = 5
"""Before so many, accuracy tells less, in proportion."""
_WORTH_NAMING = 0.08


class Part(msgspec.Struct, frozen=True, gc=False):
    """low: where the feature begins to tell; high: where it tells all. Low above high: less is worse."""

    feature: str
    low: float
    high: float
    weight: float

    def share(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        # Asked of every part after every action: comparing costs less than calling `min` and `max`.
        return 0.0 if share <= 0.0 else 1.0 if share >= 1.0 else share


PARTS = (
    Part("accuracy", 0.6, 0.2, 0.5),
    Part("accuracy_change", -0.05, -0.4, 0.3),
    Part("wrong_in_row", 1, 4, 0.4),
    Part("hesitation", 0.5, 2.5, 0.25),
    Part("waiting", 1, 3, 0.2),
    Part("engagement", 0.6, 0.2, 0.4),
    Part("skips", 0.1, 0.6, 0.3),
    Part("pace", 0.5, 2, 0.2),
    Part("hints", 0.5, 2, 0.15),
    Part("haste", 0.2, 0.8, 0.25),
    Part("away_h", 72, 336, 0.3),
)
_ACCURACY = frozenset({"accuracy", "accuracy_change"})


class Risk(msgspec.Struct, frozen=True):
    """reasons: the parts that weigh, the heaviest first."""

    value: float
    reasons: tuple[Reason, ...]


def risk(features: Features) -> Risk:
    trust = min(1.0, features.responses / ENOUGH_RESPONSES)
    kept = 1.0
    found: list[tuple[float, Reason]] = []
    for part in PARTS:
        value = features.value(part.feature)
        share = part.share(value)
        if share == 0.0:
            continue
        weighs = part.weight * share * (trust if part.feature in _ACCURACY else 1.0)
        kept *= 1 - weighs
        if weighs >= _WORTH_NAMING:
            found.append((weighs, Reason(part.feature, value, part.low)))
    found.sort(key=_weight, reverse=True)
    return Risk(1 - kept, tuple(reason for _, reason in found))


def _weight(found: tuple[float, Reason]) -> float:
    return found[0]
