"""What a provider may cost in a month, and what it has cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Budget:
    """Of one provider in a calendar month (UTC). None: no bound."""

    characters: int | None = None
    microusd: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was noted as spent before a request. month: as 2026-11, also when it is given back in the next."""

    provider: str
    month: str
    characters: int
    microusd: int


@dataclass(frozen=True, slots=True)
class Spent:
    """month: as 2026-11. microusd: millionths of a US dollar."""

    month: str
    characters: int = 0
    microusd: int = 0

    def more(self, month: str, characters: int, microusd: int) -> "Spent":
        """A month that is not this one begins at nothing."""
        before = self if self.month == month else Spent(month)
        return replace(before, characters=before.characters + characters, microusd=before.microusd + microusd)

    def within(self, budget: Budget) -> bool:
        characters = budget.characters is None or self.characters <= budget.characters
        return characters and (budget.microusd is None or self.microusd <= budget.microusd)


@dataclass(frozen=True, slots=True)
class MonthSpent:
    """Of a provider in a month. refused_at: since when nothing more fits the budget; None while it does."""

    provider: str
    month: str
    characters: int
    microusd: int
    refused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """spent, of budget: what the settings say now, for this month alone. used_up: nothing more fits."""

    spent: MonthSpent
    budget: Budget | None
    used_up: bool


def costs(spent: Sequence[MonthSpent], budgets: Mapping[str, Budget], month: str) -> list[Cost]:
    """This month of every provider that is configured, then the months before."""
    now = {one.provider: one for one in spent if one.month == month}
    names = sorted(budgets.keys() | now.keys())
    current = [now.get(name, MonthSpent(name, month, 0, 0)) for name in names]
    return [
        *(Cost(one, budgets.get(one.provider), used_up=one.refused_at is not None) for one in current),
        *(Cost(one, None, used_up=one.refused_at is not None) for one in spent if one.month != month),
    ]


def month_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m")


def cost_microusd(characters: int, microusd_per_character: float) -> int:
    """Rounded up, so that many small requests never cost less than was counted."""
    return -int(-characters * microusd_per_character // 1)
