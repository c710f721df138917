"""What localization needs from outside: machines, a fuzzy memory, other systems of translators."""

from collections.abc import AsyncIterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.runtime.config import Secret
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer
from stoa.services.localization.domain.providers.budget import Budget, Taken
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.shown_text import OpenText
from stoa.services.localization.domain.sync.connection import Connection
from stoa.services.localization.domain.sync.overwritten import Change
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.domain.unit import State


@runtime_checkable
class MachineTranslation(Protocol):
    """The providers of this installation as one: who calls it knows none of them."""

    def translates(self, source: Locale, target: Locale) -> bool:
        """Whether any provider is configured for the two."""
        ...

    def prices(self) -> Mapping[str, float]:
        """Of a source character, in millionths of a US dollar, by name of the provider; 0 for a free one."""
        ...

    def budgets(self) -> Mapping[str, Budget]:
        """By name of the provider, of those that are configured."""
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

    async def take(self, provider: str, characters: int, microusd: int) -> Taken | None:
        """Notes it as spent; None, and nothing is noted, when the budget does not allow it.

        Raises Unavailable when it cannot be noted: nobody may be asked then.
        """
        ...

    async def give_back(self, taken: Taken) -> None:
        """What was taken for a request that came to nothing. Raises Unavailable: it stays spent."""
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
        """For each text, in turn, what is like it, best first; nothing is fine.

        scopes: its own first; what is found in another has a penalty. terms: put right in a target where that
        is safe. May find what PostgreSQL has forgotten since. Raises Unavailable where another process has
        the index and does not answer.
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


@runtime_checkable
class Remote(Protocol):
    """A component of another system of translators. Locales are ours; units are segments by their ids.

    Whatever is asked raises Unavailable, TooMany, Forbidden, NotFound, Invalid or Defect.
    """

    @property
    def most(self) -> State:
        """The highest state that it has: reviewed where it has reviews."""
        ...

    @property
    def sources(self) -> Mapping[str, str]:
        """By unit, as they were read last."""
        ...

    @property
    def at(self) -> datetime | None:
        """By their clock, when they answered last."""
        ...

    def shown(self, stand: Stand) -> Stand:
        """As it stands there once it was pushed."""
        ...

    async def locales(self) -> set[str]: ...

    async def has(self, locale: str, known: set[str]) -> None:
        """From now on it has the locale. known: as of `locales`."""
        ...

    async def stands(self, locale: str) -> dict[str, Stand]: ...

    async def changes(self, locale: str, since: datetime) -> list[Change]:
        """From that moment on, by their clock."""
        ...

    async def push_sources(self, locale: str, sources: Mapping[str, str]) -> None:
        """All there are to be: what is not among them is withdrawn."""
        ...

    async def push(self, locale: str, stands: Mapping[str, Stand]) -> None: ...

    async def call_back(self, address: str, secret: str) -> None:
        """They are to tell us there of changes."""
        ...


@runtime_checkable
class Translators(Protocol):
    """Other systems of translators that this installation may speak to, and secrets for them.

    servers: addresses that its operator allows.
    """

    @property
    def servers(self) -> tuple[str, ...]: ...

    def seal(self, secret: Secret, tenant: UUID, connection: UUID) -> bytes: ...

    def reveal(self, sealed: bytes, tenant: UUID, connection: UUID) -> Secret:
        """Raises Invalid for what was sealed with another key."""
        ...

    def open(self, connection: Connection, tenant: UUID) -> AbstractAsyncContextManager[Remote]:
        """Raises as `Remote` does, and Invalid where its server is allowed no more."""
        ...


@runtime_checkable
class ShownTexts(Protocol):
    """Words that another service showed to a reader."""

    async def text(self, kind: str, key: str, checksum: str) -> OpenText:
        """Taken apart. Raises Unavailable, Defect when it is not what was announced, TooLarge."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What translates beside PostgreSQL and people."""

    fuzzy: FuzzyMemory
    machines: MachineTranslation
