"""What was decided for a registration, and what became of it: cool-downs rest on it."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.outcome import Outcome

_HOUR_MS = 3_600_000
_MOST_KEPT = 64
_MOST_OFFERED = 16


class Decided(msgspec.Struct, array_like=True):
    """number: of decisions that were offered. by_rule: when each rule was chosen, or left to chance, last.

    hour: when decisions of the last hour were offered. holding: since when the conditions of a rule hold
    that must last, under `policy`. offered: rules of decisions that were neither taken nor declined.
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

    def record(self, at: int, outcome: Outcome, decision: UUID) -> None:
        """Nothing chosen, to learn what nothing does: the best rule rests as if it had been."""
        self.last_at = at
        self.by_rule[(outcome.chosen or outcome.best).name] = at
        if outcome.chosen:
            self.number += 1
            self._keep_within_hour(at)
            self._remember(decision, outcome.chosen.name)

    def _keep_within_hour(self, at: int) -> None:
        """In their order, so that the old ones are at the front."""
        self.hour.append(at)
        old = max(0, len(self.hour) - _MOST_KEPT)
        while at - self.hour[old] >= _HOUR_MS:
            old += 1
        del self.hour[:old]

    def _remember(self, decision: UUID, rule: str) -> None:
        self.offered[decision] = rule
        if len(self.offered) > _MOST_OFFERED:
            del self.offered[next(iter(self.offered))]

    def show(self, decision: UUID) -> None:
        self.shown += decision in self.offered

    def take(self, decision: UUID) -> bool:
        """Whether it was open. One that was never offered, or was answered before, counts for nothing."""
        open_ = self.offered.pop(decision, None) is not None
        self.taken += open_
        return open_

    def decline(self, at: int, decision: UUID) -> bool:
        """Whether it was open."""
        open_ = self.offered.pop(decision, None) is not None
        if open_:
            self.declined += 1
            self.declined_at = max(at, self.declined_at)
        return open_

    def follow(self, policy: str) -> None:
        """Rules of another policy begin anew; the rest between any two decisions goes on."""
        if self.policy != policy:
            self.policy = policy
            self.holding = {}
            self.by_rule = {}

    def within_hour(self, at: int) -> int:
        return sum(1 for one in self.hour if at - one < _HOUR_MS)

    def lasting(self, at: int, rule: str) -> int:
        """Milliseconds that the conditions of the rule have held without a gap. They hold now."""
        return at - self.holding.setdefault(rule, at)

    def risk_rose(self, risk: float, bound: float) -> bool:
        """Whether it is over the bound and was not before. It must fall well below to rise again."""
        rose = risk >= bound and not self.at_risk
        if rose or risk < bound * 0.9:
            self.at_risk = rose
        return rose
