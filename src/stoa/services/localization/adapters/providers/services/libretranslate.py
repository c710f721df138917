"""LibreTranslate and what speaks like it. Source: docs.libretranslate.com, POST /translate."""

from collections.abc import Sequence

import msgspec

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.config import LibreTranslateSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements

_UNTRANSLATED = '<span translate="no">'
_REGIONAL = ("pt-BR",)
_CHINESE = ("zh-Hans", "zh-Hant")


class _Answer(msgspec.Struct, frozen=True, rename="camel"):
    translated_text: list[str]


_ANSWER = msgspec.json.Decoder(_Answer)


class LibreTranslate:
    name = "libretranslate"

    def __init__(self, settings: LibreTranslateSettings, within_s: float = 60.0) -> None:
        price = settings.microusd_per_character
        self.limits = Limits(50, 5_000, 2, within_s, microusd_per_character=price)
        self._api = Api(self.name, settings.address, within_s)
        self._key = settings.key

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        body: dict[str, object] = {
            "q": [in_elements(text, _UNTRANSLATED) for text in texts],
            "source": code_of(source, _REGIONAL, _CHINESE),
            "target": code_of(target, _REGIONAL, _CHINESE),
            "format": "html",
        }
        if self._key is not None:
            body["api_key"] = self._key.reveal()
        headers = {"Content-Type": "application/json"}
        answer = decoded(
            self._api, _ANSWER, await self._api.post("/translate", msgspec.json.encode(body), headers)
        )
        return [Translated(out_of_elements(text), self.name, "") for text in answer.translated_text]

    async def close(self) -> None:
        await self._api.close()
