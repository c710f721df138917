"""What was decided for a registration, and what became of it: cool-downs rest on it."""

from uuid import UUID

import msgspec

_HOUR_MS = 3_600_000
_MOST_KEPT = 64
_MOST_OFFERED = 16


class Decided(msgspec.Struct, array_like=True):
    """number: of decisions that were offered. by_rule: when each rule was chosen, or left to chance, last.

    hour: when decisions of the last hour were offered. holding: since when a lasting condition holds, by
    its rule and place, under `policy`. offered: rules of decisions that were neither taken nor declined.
    declined_at: 0 never. at_risk: as was told last.
    """

    number: int = 0
    last_at: int = 0
    by_rule: dict[str, int] = {}
    hour: list[int] = []
    policy: str = ""
    holding: dict[str, int] = {}
    offered: dict[UUID, str] = {}
    shown: int = 0
    taken: int = 0
    declined: int = 0
    declined_at: int = 0
    at_risk: bool = False

    def offer(self, at: int, decision: UUID, rule: str) -> None:
        self.number += 1
        self.last_at = at
        self.offered[decision] = rule
        if len(self.offered) > _MOST_OFFERED:
            del self.offered[next(iter(self.offered))]
        self.by_rule[rule] = at
        recent = [one for one in self.hour if at - one < _HOUR_MS]
        self.hour = [*recent[1 - _MOST_KEPT :], at]

    def withhold(self, at: int, rule: str) -> None:
        """Nothing was offered, to learn what nothing does: the rule rests as if it had been."""
        self.last_at = at
        self.by_rule[rule] = at

    def show(self, decision: UUID) -> None:
        self.shown += decision in self.offered

    def take(self, decision: UUID) -> None:
        """A decision that was never offered, or was answered before, counts for nothing."""
        self.taken += self.offered.pop(decision, None) is not None

    def decline(self, at: int, decision: UUID) -> None:
        if self.offered.pop(decision, None) is not None:
            self.declined += 1
            self.declined_at = max(at, self.declined_at)

    def follow(self, policy: str) -> None:
        """Conditions of another policy begin to last anew."""
        if self.policy != policy:
            self.policy = policy
            self.holding = {}

    def within_hour(self, at: int) -> int:
        return sum(1 for one in self.hour if at - one < _HOUR_MS)

    def lasting(self, at: int, condition: str, *, holds: bool) -> int:
        """Milliseconds that the condition has held without a gap; 0 when it does not hold."""
        if holds:
            return at - self.holding.setdefault(condition, at)
        self.holding.pop(condition, None)
        return 0

    def risk_rose(self, risk: float, bound: float) -> bool:
        """Whether it is over the bound and was not before. It must fall well below to rise again."""
        rose = risk >= bound and not self.at_risk
        if rose or risk < bound * 0.9:
            self.at_risk = rose
        return rose
