"""What providers have cost, counted by one process for itself: where there is no database beside it."""

from collections.abc import Mapping

from stoa.kernel.clock import Clock
from stoa.services.localization.domain.providers.budget import Budget, Spent, Taken


class MemoryLedger:
    """Begins anew with a month, and with the process."""

    def __init__(self, budgets: Mapping[str, Budget], clock: Clock) -> None:
        self._budgets = budgets
        self._clock = clock
        self._spent: dict[str, Spent] = {}

    async def take(self, provider: str, characters: int, microusd: int) -> Taken | None:
        month = self._clock().strftime("%Y-%m")
        spent = self._spent.get(provider, Spent(month)).more(month, characters, microusd)
        if not spent.within(self._budgets.get(provider, Budget())):
            return None
        self._spent[provider] = spent
        return Taken(provider, month, characters, microusd)

    async def give_back(self, taken: Taken) -> None:
        spent = self._spent[taken.provider]
        if spent.month == taken.month:
            self._spent[taken.provider] = spent.more(taken.month, -taken.characters, -taken.microusd)
