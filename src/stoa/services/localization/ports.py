"""What localization needs from outside: machines that translate, and a fuzzy memory beside PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.terms.term import Term


@runtime_checkable
class MachineTranslation(Protocol):
    """The providers of this installation as one: who calls it knows none of them."""

    def translates(self, source: Locale, target: Locale) -> bool:
        """Whether any provider is configured for the two."""
        ...

    async def translate(
        self, texts: Sequence[str], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        """An answer for each text, in their order; what failed says why. Raises nothing of its own.

        texts: as `CodedText.text` has them, with marks. A target has the marks of its source, each once;
        whether they are well nested is for the checks to say.
        """
        ...


@runtime_checkable
class Provider(Protocol):
    """One machine. `name` is stored as provenance; it is never renamed."""

    name: str
    limits: Limits

    def translates(self, source: Locale, target: Locale) -> bool: ...

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Translated]:
        """One for each text, in their order, marks as the machine left them.

        Texts are within `limits`, and none is empty. Raises Unavailable when it does not answer in time,
        TooMany when a quota is used up, Forbidden when it does not accept the key, Invalid when it does not
        want the texts, Defect when its answer cannot be read.
        """
        ...

    async def close(self) -> None:
        """Ends what it started: processes and connections."""
        ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """A unit of the translation memory. id: of its row. scope: `tenant`, `course:{id}` or `domain:{name}`.

    source, target: one set of codes for both.
    """

    id: UUID
    scope: str
    source: CodedText
    target: CodedText


@runtime_checkable
class FuzzyMemory(Protocol):
    """An index of what PostgreSQL remembers: it may be lost and is built anew from there."""

    async def look_up(
        self, tenant: UUID, pair: LocalePair, scopes: Sequence[str], texts: Sequence[CodedText]
    ) -> Sequence[Sequence[Proposal]]:
        """For each text, in turn, what is like it, best first; nothing is fine. No network."""
        ...

    async def learn(self, tenant: UUID, pair: LocalePair, units: Sequence[Remembered]) -> None:
        """After the commit that remembered them: found from now on. The same again changes nothing."""
        ...

    async def forget(self, tenant: UUID, pair: LocalePair, units: Sequence[UUID]) -> None: ...
