"""A condition over one feature."""

import math

import msgspec

from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.reason import Reason


class Condition(msgspec.Struct, frozen=True, gc=False):
    """low, high: both belong to it; infinite where there is no bound."""

    feature: str
    low: float = -math.inf
    high: float = math.inf

    def holds(self, features: Features) -> bool:
        return bool(self.low <= getattr(features, self.feature) <= self.high)

    def reason(self, features: Features) -> Reason:
        """With the lower bound where there are two."""
        bound = self.low if math.isfinite(self.low) else self.high
        return Reason(self.feature, features.value(self.feature), bound)
