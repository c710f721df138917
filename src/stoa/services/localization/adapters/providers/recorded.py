"""Answers that were kept: for tests, for comparisons, and to work where nothing else may be asked.

The file is gzipped JSON, as the evaluation of FLORES keeps it: `{"en": [source, …], "es": {"mt": {"google":
[target, …]}}}`; its one list at the top is the source language, and targets stand in its order.
"""

import gzip
from collections.abc import Sequence

import msgspec

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.config import RecordedSettings
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.providers.limits import Limits


class _Targets(msgspec.Struct, frozen=True):
    mt: dict[str, list[str]] = {}


_FILE = msgspec.json.Decoder(dict[str, list[str] | _Targets])


class Recorded:
    """Knows what is in the file, by source text and language; all else fails, so that the next is asked."""

    limits = Limits(texts=1_000, characters=200_000, at_once=4, abroad=False)

    def __init__(self, settings: RecordedSettings) -> None:
        """Raises Invalid when the file cannot be read as what it should be."""
        self.name = f"recorded-{settings.engine}"
        try:
            with gzip.open(settings.file) as file:
                kept = _FILE.decode(file.read())
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise Invalid("provider.file", field="file", provider=self.name) from error
        self._source, sources = next((key, one) for key, one in kept.items() if isinstance(one, list))
        self._targets = {
            language: dict(zip(sources, one.mt[settings.engine], strict=False))
            for language, one in kept.items()
            if isinstance(one, _Targets) and settings.engine in one.mt
        }

    def translates(self, source: Locale, target: Locale) -> bool:
        return _language(source) == self._source and _language(target) in self._targets

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        known = self._targets.get(_language(target), {}) if _language(source) == self._source else {}
        return [
            Translated(known[text], self.name, "") if text in known else Failed(Reason.REFUSED, self.name)
            for text in texts
        ]

    async def close(self) -> None:
        """Nothing is open: the file was read at the start."""


def _language(locale: str) -> str:
    return locale.split("-")[0]
