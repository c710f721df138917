"""How a learner responds to items, lately."""

import math

import msgspec

from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.mean import Mean
from stoa.services.adaptive.domain.response import Response
from stoa.services.adaptive.domain.trend import Trend

MOST_OCTAVES = 3.0
"""Eight times as long as others, or an eighth: what lies further is no more hesitation but absence."""
TOO_SOON = 0.5
"""Of the median time to the first input: a response given before is a guess, not a solution.

Source of the idea: Wise, Kong: Response time effort, Applied Measurement in Education 18, 2005.
"""
_MOST_CHANGES = 10


class Responding(msgspec.Struct, array_like=True):
    """accuracy: shares of the points. hesitation: octaves. hints, skips, changes: an item.

    changes_now: to the item that is being answered. haste: share of responses given too soon to have been
    thought about.
    """

    accuracy: Trend = msgspec.field(default_factory=Trend)
    hesitation: Mean = msgspec.field(default_factory=Mean)
    hints: Mean = msgspec.field(default_factory=Mean)
    skips: Mean = msgspec.field(default_factory=Mean)
    changes: Mean = msgspec.field(default_factory=Mean)
    wrong_in_row: int = 0
    right_in_row: int = 0
    changes_now: int = 0
    haste: Mean = msgspec.field(default_factory=Mean)

    def begin(self, after_ms: int, calibration: Calibration) -> None:
        self.hesitation.add(octaves(after_ms, calibration.median_ms))

    def change(self, times: int) -> None:
        self.changes_now += times

    def skip(self) -> None:
        self.skips.add(1.0)
        self.changes_now = 0

    def respond(self, response: Response, calibration: Calibration) -> None:
        self.accuracy.add(response.share)
        self.hints.add(float(min(response.hints, _MOST_CHANGES)))
        self.skips.add(0.0)
        self.changes.add(float(min(self.changes_now, _MOST_CHANGES)))
        self.changes_now = 0
        if response.think_ms:
            self.haste.add(float(response.think_ms < TOO_SOON * calibration.median_ms))
        self.wrong_in_row = 0 if response.right else self.wrong_in_row + 1
        self.right_in_row = self.right_in_row + 1 if response.right else 0


def octaves(ms: int, median_ms: int) -> float:
    """How often time has doubled against what is usual, in [-3, 3]; 0 as usual, 1 twice as long."""
    ratio = math.log2(max(ms, 1) / median_ms)
    return max(-MOST_OCTAVES, min(MOST_OCTAVES, ratio))
