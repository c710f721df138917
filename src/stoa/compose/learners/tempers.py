"""How simulated learners differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """reading: times the usual time for an object. right: chance that a first response is right.

    hesitation_s: usual time from seeing an item to the first input. again: chance to go back in a film.
    away: chance of looking elsewhere, each few seconds. hints: chance to ask before responding.
    willing: chance to take what is offered. leaves: chance to go for good after an object.
    """

    name: str
    reading: float
    right: float
    hesitation_s: float
    again: float
    away: float
    hints: float
    willing: float
    leaves: float

    def takes(self, draw: Random, usual_s: float) -> float:
        """A time around the usual one, as people's times lie: mostly near, sometimes far longer."""
        return usual_s * draw.lognormvariate(0.0, 0.35)


QUICK = Temper(
    name="quick", reading=0.6, right=0.92, hesitation_s=4, again=0.05, away=0.01, hints=0.05, willing=0.7,
    leaves=0.0,
)  # fmt: skip
STRUGGLING = Temper(
    name="struggling", reading=1.3, right=0.3, hesitation_s=18, again=0.5, away=0.03, hints=0.5, willing=0.8,
    leaves=0.02,
)  # fmt: skip
DISTRACTED = Temper(
    name="distracted", reading=1.1, right=0.65, hesitation_s=9, again=0.15, away=0.25, hints=0.15,
    willing=0.4, leaves=0.02,
)  # fmt: skip
LEAVING = Temper(
    name="leaving", reading=0.8, right=0.5, hesitation_s=10, again=0.1, away=0.12, hints=0.1, willing=0.2,
    leaves=0.35,
)  # fmt: skip

SHARES: Sequence[tuple[Temper, int]] = ((QUICK, 4), (STRUGGLING, 3), (DISTRACTED, 2), (LEAVING, 1))
"""Of ten learners, how many are so."""


def temper_of(draw: Random) -> Temper:
    return draw.choices([temper for temper, _ in SHARES], [share for _, share in SHARES])[0]
