"""What localization needs from outside: machines that translate, and a fuzzy memory beside PostgreSQL."""

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.terms.term import Term


@runtime_checkable
class MachineTranslation(Protocol):
    """The providers of this installation as one: who calls it knows none of them."""

    def translates(self, source: Locale, target: Locale) -> bool:
        """Whether any provider is configured for the two."""
        ...

    def prices(self) -> Mapping[str, float]:
        """Of a source character, in millionths of a US dollar, by name of the provider; 0 for a free one."""
        ...

    async def translate(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        """An answer for each text, in their order; what failed says why. Raises nothing of its own.

        A target is a text with the marks of its source, each once and well nested. terms: of the glossary;
        those of the source that its target does not keep are named in the answer.
        """
        ...


@runtime_checkable
class Provider(Protocol):
    """One machine. `name` is stored as provenance; it is never renamed."""

    name: str
    limits: Limits

    def translates(self, source: Locale, target: Locale) -> bool: ...

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        """One for each text, in their order, marks as the machine left them; Failed where only that one did.

        Texts are within `limits`, and none is empty. Raises Unavailable when it does not answer in time,
        TooMany when a quota is used up, Forbidden when it does not accept the key, Invalid when it does not
        want the texts, Defect when its answer cannot be read.
        """
        ...

    async def close(self) -> None:
        """Ends what it started: processes and connections."""
        ...


@runtime_checkable
class Ledger(Protocol):
    """What providers have cost, and whether they may cost more this month."""

    async def take(self, provider: str, characters: int, microusd: int) -> bool:
        """Notes it as spent; False, and nothing is noted, when the budget does not allow it."""
        ...

    async def give_back(self, provider: str, characters: int, microusd: int) -> None:
        """What was taken for a request that came to nothing."""
        ...


@runtime_checkable
class FuzzyMemory(Protocol):
    """An index of what PostgreSQL remembers: it may be lost and is built anew from there.

    It lies in a folder that one process has to itself, and holds on disk all that was learned up to
    `known_until`. After a start the caller gives once more what changed since then, with a minute to spare
    for transactions that overlapped; twice does no harm. What is to be forgotten is forgotten here first and
    deleted then: a crash between the two hides a unit until the next rebuilding, and shows no deleted one.
    """

    async def look_up(
        self,
        tenant: UUID,
        pair: LocalePair,
        scopes: Sequence[str],
        texts: Sequence[CodedText],
        terms: Sequence[Term] = (),
    ) -> Sequence[Sequence[Proposal]]:
        """For each text, in turn, what is like it, best first; nothing is fine. No network.

        scopes: its own first; what is found in another has a penalty. terms: put right in a target where that
        is safe.
        """
        ...

    async def learn(
        self, tenant: UUID, pair: LocalePair, units: Sequence[Remembered], until: datetime | None = None
    ) -> None:
        """After the commit that remembered them: found from now on. The same again changes nothing.

        until: no earlier change is missing here, once these are in.
        """
        ...

    async def forget(self, tenant: UUID, pair: LocalePair, units: Sequence[UUID]) -> None: ...

    async def known_until(self, tenant: UUID, pair: LocalePair) -> datetime | None:
        """None: nothing is here that can be believed, so `rebuild`."""
        ...

    async def rebuild(
        self, tenant: UUID, pair: LocalePair, units: AsyncIterable[Remembered], until: datetime
    ) -> None:
        """Takes these in place of all there was, each unit once; until it is done the old ones are found."""
        ...

    async def close(self) -> None:
        """Brings what is in memory to disk."""
        ...


@runtime_checkable
class HeldIndex(FuzzyMemory, Protocol):
    """An index that one process of several has."""

    async def hold(self) -> bool:
        """Whether this process has it from now on."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What translates beside PostgreSQL and people."""

    fuzzy: FuzzyMemory
    machines: MachineTranslation
