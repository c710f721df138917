"""What a provider may cost in a month, and what it has cost."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Budget:
    """Of one provider in a calendar month (UTC). None: no bound."""

    characters: int | None = None
    microusd: int | None = None


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


def cost_microusd(characters: int, microusd_per_character: float) -> int:
    """Rounded up, so that many small requests never cost less than was counted."""
    return -int(-characters * microusd_per_character // 1)
