"""Asking one provider: within its limits, its budget and its quota, and not while it is out of order."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from stoa.kernel.errors import Defect, Forbidden, Invalid, TooMany, Unavailable
from stoa.kernel.locale import Locale
from stoa.runtime import log
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from stoa.services.localization.domain.providers.batches import batches
from stoa.services.localization.domain.providers.breaker import Breaker
from stoa.services.localization.domain.providers.budget import Taken, cost_microusd
from stoa.services.localization.ports import Ledger, Provider

_LOG = log.get(__name__)
_WITHOUT_KEY_S = 300.0
_USED_UP_S = 60.0
_SEARCHES = 24
"""Requests more that may be spent on finding the texts of a batch that a provider does not take."""
Trouble = Unavailable | TooMany | Forbidden | Invalid | Defect


class Asking:
    """One provider, shared by everybody who translates in this process."""

    def __init__(
        self, provider: Provider, ledger: Ledger, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self.provider = provider
        self._ledger = ledger
        self._clock_s = clock_s
        self._breaker = Breaker()
        self._together = asyncio.Semaphore(provider.limits.at_once)

    async def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        """An answer for each. texts: none empty, each within the limits. Raises nothing of its own."""
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(_Search(self, source, target).of(texts[batch.start : batch.stop]))
                for batch in batches(texts, self.provider.limits)
            ]
        return [answer for one in asked for answer in one.result()]

    async def once(
        self, texts: Sequence[str], source: Locale, target: Locale, *, searching: bool
    ) -> list[Answer] | Failed:
        """One request. Failed: what befell all of it. searching: for texts at fault; trouble is expected."""
        async with self._together:
            if wait_s := self._breaker.wait_s(self._clock_s()):
                return Failed(Reason.UNAVAILABLE, self.provider.name, wait_s)
            characters = sum(map(len, texts))
            cost = cost_microusd(characters, self.provider.limits.microusd_per_character)
            try:
                taken = await self._ledger.take(self.provider.name, characters, cost)
            except Unavailable:
                return Failed(Reason.UNAVAILABLE, self.provider.name)
            if taken is None:
                return Failed(Reason.QUOTA, self.provider.name)
            try:
                answers = await self.provider.translate(texts, source, target)
                if len(answers) != len(texts):
                    raise Defect("provider.malformed", provider=self.provider.name)
            except (Unavailable, TooMany, Forbidden, Invalid, Defect) as trouble:
                await self._give_back(taken)
                return self._troubled(trouble, searching=searching)
            except asyncio.CancelledError:
                # Nobody waits any longer; what it has cost it has cost, and the next need not wait as long.
                self._breaker = self._breaker.failed(self._clock_s(), None)
                raise
            self._breaker = self._breaker.answered()
            price = self.provider.limits.microusd_per_character
            return [_priced(answer, len(text), price) for answer, text in zip(answers, texts, strict=True)]

    async def _give_back(self, taken: Taken) -> None:
        """Where that cannot be noted it stays spent: rather too much than gone beyond."""
        try:
            await self._ledger.give_back(taken)
        except Unavailable as trouble:
            _LOG.warning("provider.not_given_back", provider=taken.provider, code=trouble.code)

    def _troubled(self, trouble: Trouble, *, searching: bool) -> Failed:
        """Invalid is the texts' fault and says nothing of the provider."""
        reason, wait_s = _reading(trouble)
        _LOG.warning("provider.failed", provider=self.provider.name, reason=reason, code=trouble.code)
        if not isinstance(trouble, Invalid) and not (searching and isinstance(trouble, Defect)):
            self._breaker = self._breaker.failed(self._clock_s(), wait_s)
        return Failed(reason, self.provider.name, wait_s)


class _Search:
    """A batch that is not taken, halved until the texts at fault are alone, as long as that is worth it."""

    def __init__(self, asking: Asking, source: Locale, target: Locale) -> None:
        self._asking = asking
        self._pair = source, target
        self._left = _SEARCHES

    async def of(self, texts: Sequence[str], *, searching: bool = False) -> list[Answer]:
        found = await self._asking.once(texts, *self._pair, searching=searching)
        if not isinstance(found, Failed):
            return found
        of_texts = found.reason in (Reason.REFUSED, Reason.MALFORMED) and found.wait_s is None
        if len(texts) == 1 or not of_texts or self._left < 2:
            return [found] * len(texts)
        self._left -= 2
        half = len(texts) // 2
        first = await self.of(texts[:half], searching=True)
        return [*first, *await self.of(texts[half:], searching=True)]


def _reading(trouble: Trouble) -> tuple[Reason, float | None]:
    """Why, and how long to wait if that is known. Source: `Provider.translate` in ports."""
    told = trouble.data.get("retry_after_s")
    wait_s = float(told) if isinstance(told, int | float) else None
    match trouble:
        case TooMany():
            return Reason.QUOTA, _USED_UP_S if wait_s is None else wait_s
        case Forbidden():
            return Reason.REFUSED, _WITHOUT_KEY_S
        case Invalid():
            return Reason.REFUSED, None
        case Defect():
            return Reason.MALFORMED, None
    return Reason.UNAVAILABLE, wait_s


def _priced(answer: Answer, characters: int, microusd_per_character: float) -> Answer:
    """What the provider did not price itself, by its price a character."""
    if isinstance(answer, Failed) or answer.cost_microusd:
        return answer
    return replace(answer, cost_microusd=cost_microusd(characters, microusd_per_character))
