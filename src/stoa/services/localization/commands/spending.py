"""What providers have cost this month, of all processes and tenants together, over restarts.

Budgets are those of the installation: it has one account with each provider.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.providers.budget import Budget, Taken, month_of
from stoa.services.localization.store import spending


@dataclass(frozen=True, slots=True)
class KeptLedger:
    """Is a `Ledger`. Whoever dies between taking and the answer has spent it."""

    db: Database
    budgets: Mapping[str, Budget]

    async def take(self, provider: str, characters: int, microusd: int) -> Taken | None:
        async with self.db.work(Caller(tenant=EVERY_TENANT)) as work:
            taken = Taken(provider, month_of(work.now), characters, microusd)
            allowed = await spending.take(work, taken, self.budgets.get(provider, Budget()))
            if not allowed:
                await spending.refuse(work, taken)
            return taken if allowed else None

    async def give_back(self, taken: Taken) -> None:
        async with self.db.work(Caller(tenant=EVERY_TENANT)) as work:
            await spending.give_back(work, taken)
