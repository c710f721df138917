"""What is offered to whom, and when: written by people, as data."""

import msgspec

from stoa.services.adaptive.domain.condition import Condition
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.kind import Kind


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """name: unique in its policy. when: all must hold, for so long. cooldown_s: until it may come again."""

    name: str
    kind: Kind
    when: tuple[Condition, ...]
    for_s: float = 0.0
    cooldown_s: float = 300.0

    def holds(self, features: Features) -> bool:
        return all(condition.holds(features) for condition in self.when)


class Guards(msgspec.Struct, frozen=True, kw_only=True):
    """What protects learners from too much, whatever the rules say. Exams are always left alone.

    per_hour: the most decisions; None any number, for simulations. cooldown_s: between any two. object_s:
    before that many seconds on an object nothing is offered. quiet_s: after a decision was declined.
    """

    per_hour: int | None = 6
    cooldown_s: float = 60.0
    object_s: float = 10.0
    quiet_s: float = 600.0


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """rules: the first that holds is the best. exploration: share of decisions that take another.

    risk_bound: a risk that reaches it is told to instructors.
    """

    name: str
    version: int
    rules: tuple[Rule, ...]
    guards: Guards = Guards()
    exploration: float = 0.0
    risk_bound: float = 0.6

    @property
    def key(self) -> str:
        return f"{self.name}/{self.version}"
