"""What localization needs from outside: machines that translate."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from stoa.kernel.locale import Locale
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
