"""Elo with uncertainty: each response moves a belief, the more the less was known.

Sources: Glickman 1999 (as in `logistic`) for the uncertainty; Pelánek: Applications of the Elo rating system
in adaptive educational systems, Computers & Education 98, 2016, for learners, items and several skills.
"""

from stoa.services.adaptive.domain.ability import Ability
from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.knowledge import (
    GENERAL_VARIANCE,
    MOST_SKILLS_AN_ITEM,
    SKILL_VARIANCE,
    Estimate,
    Knowledge,
)
from stoa.services.adaptive.domain.logistic import attenuation, logistic
from stoa.services.adaptive.domain.response import Response

DRIFT_A_DAY = 0.01
"""Variance, logits², that a day without a response adds: knowledge is gained and lost unseen."""
_DAY_MS = 86_400_000


class Elo:
    """A Kalman filter of the general ability and the skills' differences, linearised at each response."""

    def chance(self, ability: Ability, calibration: Calibration) -> float:
        spread = attenuation(ability.variance + calibration.difficulty_sd**2)
        return logistic(spread * (ability.mean - calibration.difficulty))

    def learn(self, knowledge: Knowledge, at: int, response: Response, calibration: Calibration) -> None:
        general = knowledge.general
        skills = tuple(dict.fromkeys(response.skills))[:MOST_SKILLS_AN_ITEM]
        _drift(general, at, GENERAL_VARIANCE)
        differences = [knowledge.difference(skill) for skill in skills]
        for one in differences:
            _drift(one, at, SKILL_VARIANCE)
        ability = knowledge.ability(skills)
        spread = attenuation(calibration.difficulty_sd**2)
        expected = logistic(spread * (ability.mean - calibration.difficulty))
        told = response.weight * spread * spread * expected * (1 - expected)
        shrink = told / (1 + told * ability.variance)
        pull = response.weight * spread * (response.share - expected) / (1 + told * ability.variance)
        _move(general, 1.0, pull, shrink, at)
        for one in differences:
            _move(one, 1 / len(differences), pull, shrink, at)


def _drift(estimate: Estimate, at: int, most: float) -> None:
    if estimate.responses:
        days = max(0, at - estimate.at) / _DAY_MS
        estimate.variance = min(most, estimate.variance + DRIFT_A_DAY * days)


def _move(estimate: Estimate, part: float, pull: float, shrink: float, at: int) -> None:
    """part: of the ability at the item that the estimate makes up."""
    reach = part * estimate.variance
    estimate.mean += reach * pull
    estimate.variance -= reach * reach * shrink
    estimate.responses += 1
    estimate.at = max(at, estimate.at)
