"""What is known of an item across learners, and when news of it are worth telling."""

import math

import msgspec

from stoa.services.adaptive.domain.evidence import Evidence
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.logistic import logistic

PRIOR_SD = 1.2
PRIOR_MEDIAN_MS = 8_000
FEWEST_TIMES = 5
"""Of fewer times to the first input the median is drawn to the prior."""
_STEPS = 12
_CLOSE = 1e-6
_MOVED_SD = 0.5
_SHARPER = 0.8
_MEDIAN_OCTAVES = 0.25


class Calibration(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """median_ms: from shown to the first input. difficulty: logits, 0 where a middling learner has one half.

    difficulty_sd: of what is believed of it. responses: first tries it rests on.
    """

    median_ms: int = PRIOR_MEDIAN_MS
    difficulty: float = 0.0
    difficulty_sd: float = PRIOR_SD
    responses: int = 0


UNKNOWN = Calibration()
"""Of an item that nobody met."""


def calibrate(tally: ItemTally) -> Calibration:
    difficulty, sd = _difficulty(tally.evidence)
    return Calibration(
        median_ms=_median_ms(tally), difficulty=difficulty, difficulty_sd=sd, responses=tally.first_tries
    )


def worth_telling(now: Calibration, told: Calibration) -> bool:
    """Whether decisions could differ: it moved by half of its deviation, became sharper or slower."""
    moved = abs(now.difficulty - told.difficulty) >= _MOVED_SD * now.difficulty_sd
    sharper = now.difficulty_sd <= _SHARPER * told.difficulty_sd
    slower = abs(math.log2(now.median_ms / told.median_ms)) >= _MEDIAN_OCTAVES
    return moved or sharper or slower


def _difficulty(evidence: Evidence) -> tuple[float, float]:
    """The likeliest under the Rasch model and a normal prior, by Newton's method, and its deviation.

    Source: Rasch 1960; the deviation is by Laplace's approximation.
    """
    difficulty, precision = 0.0, PRIOR_SD**-2
    for _ in range(_STEPS):
        slope, precision = -difficulty * PRIOR_SD**-2, PRIOR_SD**-2
        for ability, weight, share in evidence.bins():
            chance = logistic(ability - difficulty)
            slope += weight * chance - share
            precision += weight * chance * (1 - chance)
        step = slope / precision
        difficulty += max(-1.0, min(1.0, step))
        if abs(step) < _CLOSE:
            break
    return difficulty, precision**-0.5


def _median_ms(tally: ItemTally) -> int:
    """Of few times, drawn to the prior on the scale of octaves."""
    count = tally.hesitations.total
    if not count:
        return PRIOR_MEDIAN_MS
    trust = count / max(count, FEWEST_TIMES)
    measured = math.log2(tally.hesitations.quantile(0.5) / PRIOR_MEDIAN_MS)
    return round(PRIOR_MEDIAN_MS * 2 ** (trust * measured))
