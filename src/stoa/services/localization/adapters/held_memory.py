"""The fuzzy index where this process has it to itself; where another has it, that one is asked."""

from collections.abc import AsyncIterable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from anyio import to_thread

from stoa.services.localization.adapters.asked_memory import AskedMemory, Found, Question
from stoa.services.localization.adapters.index.memory import IndexedMemory
from stoa.services.localization.adapters.nobody import NoIndex
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.ports import FuzzyMemory


class HeldMemory:
    """Is the port `HeldIndex`. Until `hold` it finds what the holder finds, and learns nothing."""

    def __init__(self, folder: Path, others: AskedMemory) -> None:
        self._folder, self._others = folder, others
        self._index: FuzzyMemory = NoIndex()
        self._held = False

    async def hold(self) -> bool:
        if not self._held:
            try:
                self._index = await to_thread.run_sync(IndexedMemory, self._folder)
            except BlockingIOError:
                return False
            self._held = True
        # Asked again until the bus has taken it: so nobody waits in vain for a holder without a voice.
        await self._others.answer(self._find)
        return True

    async def look_up(
        self,
        tenant: UUID,
        pair: LocalePair,
        scopes: Sequence[str],
        texts: Sequence[CodedText],
        terms: Sequence[Term] = (),
    ) -> Found:
        question = Question(tenant, pair, scopes, texts, terms)
        return await (self._find(question) if self._held else self._others.ask(question))

    async def _find(self, asked: Question) -> Found:
        return await self._index.look_up(asked.tenant, asked.pair, asked.scopes, asked.texts, asked.terms)

    async def learn(
        self, tenant: UUID, pair: LocalePair, units: Sequence[Remembered], until: datetime | None = None
    ) -> None:
        await self._index.learn(tenant, pair, units, until)

    async def forget(self, tenant: UUID, pair: LocalePair, units: Sequence[UUID]) -> None:
        await self._index.forget(tenant, pair, units)

    async def known_until(self, tenant: UUID, pair: LocalePair) -> datetime | None:
        return await self._index.known_until(tenant, pair)

    async def rebuild(
        self, tenant: UUID, pair: LocalePair, units: AsyncIterable[Remembered], until: datetime
    ) -> None:
        await self._index.rebuild(tenant, pair, units, until)

    async def close(self) -> None:
        index, self._index, self._held = self._index, NoIndex(), False
        try:
            await self._others.fall_silent()
        finally:
            await index.close()
