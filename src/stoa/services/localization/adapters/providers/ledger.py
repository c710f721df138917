"""What this process has spent on providers this month."""

from collections.abc import Mapping

from stoa.kernel.clock import Clock
from stoa.services.localization.domain.providers.budget import Budget, Spent


class MemoryLedger:
    """before: what the month had cost when the process began, as its units say. Begins anew with a month."""

    def __init__(
        self, budgets: Mapping[str, Budget], clock: Clock, before: Mapping[str, Spent] | None = None
    ) -> None:
        self._budgets = budgets
        self._clock = clock
        self._spent = dict(before or {})

    async def take(self, provider: str, characters: int, microusd: int) -> bool:
        spent = self._more(provider, characters, microusd)
        if not spent.within(self._budgets.get(provider, Budget())):
            return False
        self._spent[provider] = spent
        return True

    async def give_back(self, provider: str, characters: int, microusd: int) -> None:
        self._spent[provider] = self._more(provider, -characters, -microusd)

    def spent(self) -> Mapping[str, Spent]:
        return dict(self._spent)

    def _more(self, provider: str, characters: int, microusd: int) -> Spent:
        month = self._clock().strftime("%Y-%m")
        return self._spent.get(provider, Spent(month)).more(month, characters, microusd)
