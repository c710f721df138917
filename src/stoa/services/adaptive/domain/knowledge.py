"""What a learner knows: how able they are in general, and in each skill."""

from typing import Protocol

import msgspec

from stoa.services.adaptive.domain.ability import Ability
from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.response import Response

GENERAL_VARIANCE = 1.0
SKILL_VARIANCE = 0.6
MOST_SKILLS = 500
MOST_SKILLS_AN_ITEM = 8


class Estimate(msgspec.Struct, array_like=True, gc=False):
    """mean: logits. variance: logits². at: milliseconds, when it last changed. responses: it rests on."""

    mean: float = 0.0
    variance: float = GENERAL_VARIANCE
    at: int = 0
    responses: int = 0


class Knowledge(msgspec.Struct, array_like=True):
    """The ability at an item is the general one and the mean of its skills' differences from it.

    So a skill that was never seen begins where the learner is in general.
    """

    general: Estimate = msgspec.field(default_factory=Estimate)
    skills: dict[str, Estimate] = {}

    def ability(self, skills: tuple[str, ...]) -> Ability:
        mean, variance = self.general.mean, self.general.variance
        skills = skills[:MOST_SKILLS_AN_ITEM]
        part = 1 / len(skills) if skills else 0.0
        for skill in skills:
            known = self.skills.get(skill)
            mean += part * known.mean if known else 0.0
            variance += part * part * (known.variance if known else SKILL_VARIANCE)
        return Ability(mean, variance)

    def difference(self, skill: str) -> Estimate:
        """Of one skill from the general ability, to be changed."""
        known = self.skills.get(skill)
        if known is None:
            known = Estimate(variance=SKILL_VARIANCE)
            if len(self.skills) < MOST_SKILLS:
                self.skills[skill] = known
        return known


class KnowledgeModel(Protocol):
    """How knowledge changes by a response. Pure: equal inputs give equal knowledge."""

    def chance(self, ability: Ability, calibration: Calibration) -> float:
        """Of a right response, in (0, 1)."""
        ...

    def learn(self, knowledge: Knowledge, at: int, response: Response, calibration: Calibration) -> None: ...
