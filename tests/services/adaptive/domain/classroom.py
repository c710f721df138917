"""Simulated learners whose true ability is known, at items whose true difficulty is known."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from stoa.services.adaptive.domain.calibration import UNKNOWN, Calibration
from stoa.services.adaptive.domain.elo import Elo
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.knowledge import Knowledge
from stoa.services.adaptive.domain.logistic import logistic
from stoa.services.adaptive.domain.response import Response

SKILLS = ("light", "shadow", "colour")
HOUR_MS = 3_600_000
MODEL = Elo()


@dataclass
class TrueItem:
    id: UUID
    skill: str
    difficulty: float
    tally: ItemTally = field(default_factory=ItemTally)


@dataclass
class TrueLearner:
    general: float
    differences: dict[str, float]
    knowledge: Knowledge = field(default_factory=Knowledge)

    def ability(self, skill: str) -> float:
        return self.general + self.differences[skill]


@dataclass(frozen=True)
class Seen:
    """expected: chance as it was predicted before the response."""

    expected: float
    right: bool


class Classroom:
    def __init__(self, learners: int, items: int, seed: int) -> None:
        self.chance = random.Random(seed)
        normal = self.chance.gauss
        self.items = [
            TrueItem(UUID(int=number), SKILLS[number % len(SKILLS)], normal(0, 1)) for number in range(items)
        ]
        self.learners = [
            TrueLearner(normal(0, 1), {skill: normal(0, 0.6) for skill in SKILLS}) for _ in range(learners)
        ]

    def responses(self, each: int, known: dict[UUID, Calibration]) -> Iterator[Seen]:
        """Every learner responds so often, to items drawn at random."""
        for hour in range(each):
            for learner in self.learners:
                item = self.chance.choice(self.items)
                yield self._respond(learner, item, hour * HOUR_MS, known.get(item.id, UNKNOWN))

    def true_calibrations(self) -> dict[UUID, Calibration]:
        return {
            item.id: Calibration(difficulty=item.difficulty, difficulty_sd=0.05, responses=1000)
            for item in self.items
        }

    def _respond(self, learner: TrueLearner, item: TrueItem, at: int, known: Calibration) -> Seen:
        right = self.chance.random() < logistic(learner.ability(item.skill) - item.difficulty)
        before = learner.knowledge.ability((item.skill,))
        expected = MODEL.chance(before, known)
        response = Response(item=item.id, skills=(item.skill,), share=float(right))
        item.tally.respond(response.share, before, first=True)
        MODEL.learn(learner.knowledge, at, response, known)
        return Seen(expected, right)
