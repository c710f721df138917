"""Where no machine and no fuzzy index is configured: memory by checksum and people do the work."""

# ruff: noqa: ARG002 - whoever does nothing needs nothing of what it is given.

from collections.abc import AsyncIterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.terms.term import Term


class NoMachine:
    """Translates between no locales."""

    def translates(self, source: Locale, target: Locale) -> bool:
        return False

    def prices(self) -> Mapping[str, float]:
        return {}

    def budgets(self) -> Mapping[str, Budget]:
        return {}

    async def translate(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        return [Failed(Reason.PAIR)] * len(texts)


class NoIndex:
    """Finds nothing that is merely alike."""

    async def look_up(
        self,
        tenant: UUID,
        pair: LocalePair,
        scopes: Sequence[str],
        texts: Sequence[CodedText],
        terms: Sequence[Term] = (),
    ) -> Sequence[Sequence[Proposal]]:
        return [()] * len(texts)

    async def learn(
        self, tenant: UUID, pair: LocalePair, units: Sequence[Remembered], until: datetime | None = None
    ) -> None:
        """There is nowhere to keep them."""

    async def forget(self, tenant: UUID, pair: LocalePair, units: Sequence[UUID]) -> None:
        """There is nothing to forget."""

    async def known_until(self, tenant: UUID, pair: LocalePair) -> datetime | None:
        return None

    async def rebuild(
        self, tenant: UUID, pair: LocalePair, units: AsyncIterable[Remembered], until: datetime
    ) -> None:
        """There is nowhere to keep them."""

    async def close(self) -> None:
        """Nothing is open."""
