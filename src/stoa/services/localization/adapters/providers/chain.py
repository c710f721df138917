"""The providers as one, asked one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.asking import Asking
from stoa.services.localization.adapters.providers.turn import Turn
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.providers.marks import has_words
from stoa.services.localization.domain.providers.routes import Route, providers_for
from stoa.services.localization.domain.terms.term import Term

_MOST_WAITING = 500_000
"""Characters of all callers together: more would pile up in memory when a provider is slow."""
_FULL_S = 2.0
AS_IT_IS = "as-it-is"
"""Provider of what holds nothing to translate: numbers, signs and marks alone."""


class Chain:
    """Is the port `MachineTranslation`."""

    def __init__(
        self,
        askings: Sequence[Asking],
        routes: Sequence[Route],
        most_waiting: int = _MOST_WAITING,
        budgets: Mapping[str, Budget] = MappingProxyType({}),
    ) -> None:
        self._askings: Mapping[str, Asking] = {one.provider.name: one for one in askings}
        self._routes = routes
        self._budgets = budgets
        self._most_waiting = most_waiting
        self._waiting = 0

    def translates(self, source: Locale, target: Locale) -> bool:
        return next(self._turns(source, target), None) is not None

    def prices(self) -> Mapping[str, float]:
        return {name: one.provider.limits.microusd_per_character for name, one in self._askings.items()}

    def budgets(self) -> Mapping[str, Budget]:
        return {name: self._budgets.get(name, Budget()) for name in self._askings}

    async def translate(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        """When too much is waiting already, nothing is asked: the caller's queue keeps it, not our memory."""
        distinct = list(dict.fromkeys(texts))
        characters = sum(len(text.text) for text in distinct)
        if self._waiting and self._waiting + characters > self._most_waiting:
            return [Failed(Reason.UNAVAILABLE, "", _FULL_S)] * len(texts)
        self._waiting += characters
        try:
            found = await self._ask(distinct, source, target, terms)
        finally:
            self._waiting -= characters
        return list(_each_paid_once(texts, found))

    async def close(self) -> None:
        for asking in self._askings.values():
            await asking.provider.close()

    async def _ask(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term]
    ) -> dict[CodedText, Answer]:
        """What one provider did not translate the next is asked for. The last reason stands."""
        found: dict[CodedText, Answer] = {text: _at_first(text) for text in texts}
        for turn in self._turns(source, target):
            left = [text for text in texts if isinstance(found[text], Failed)]
            if not left:
                break
            found.update(zip(left, await turn.translate(left, terms), strict=True))
        return found

    def _turns(self, source: Locale, target: Locale) -> Iterator[Turn]:
        for name in providers_for(self._routes, source, target):
            asking = self._askings.get(name)
            if asking is not None and asking.provider.translates(source, target):
                yield Turn(asking, source, target)


def _at_first(text: CodedText) -> Answer:
    return Failed(Reason.PAIR) if has_words(text.text) else Translated(text.text, AS_IT_IS, "")


def _each_paid_once(texts: Sequence[CodedText], found: Mapping[CodedText, Answer]) -> Iterator[Answer]:
    """Of equal texts the first bears the cost."""
    seen: set[CodedText] = set()
    for text in texts:
        answer = found[text]
        repeated = text in seen and isinstance(answer, Translated)
        yield replace(answer, cost_microusd=0) if repeated else answer  # type: ignore[arg-type]
        seen.add(text)
