"""DeepL. Source: developers.deepl.com/docs, API version 2, translate text."""

from collections.abc import Sequence

import msgspec

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.config import DeepLSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements

_TEXTS = 50
_CHARACTERS = 30_000
"""Under 128 KiB a request, in any script and with marks in elements."""
_REGIONAL = ("EN-GB", "EN-US", "ES-419", "PT-BR", "PT-PT")


class _Said(msgspec.Struct, frozen=True):
    text: str
    model_type_used: str = ""


class _Answer(msgspec.Struct, frozen=True):
    translations: list[_Said]


_ANSWER = msgspec.json.Decoder(_Answer)


class DeepL:
    name = "deepl"

    def __init__(self, settings: DeepLSettings, within_s: float = 30.0) -> None:
        price = settings.microusd_per_character
        self.limits = Limits(_TEXTS, _CHARACTERS, 4, within_s, microusd_per_character=price)
        self._api = Api(self.name, settings.address, within_s)
        self._key = settings.key

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        body = {
            "text": [in_elements(text, "<m>") for text in texts],
            "source_lang": code_of(source, (), ("ZH", "ZH")).upper(),
            "target_lang": code_of(target, _REGIONAL, ("ZH-HANS", "ZH-HANT")).upper(),
            "tag_handling": "xml",
            "ignore_tags": ["m"],
            "outline_detection": False,
            "preserve_formatting": True,
        }
        headers = {
            "Authorization": f"DeepL-Auth-Key {self._key.reveal()}",
            "Content-Type": "application/json",
        }
        answer = decoded(
            self._api, _ANSWER, await self._api.post("/v2/translate", msgspec.json.encode(body), headers)
        )
        return [
            Translated(out_of_elements(said.text), self.name, said.model_type_used or "v2")
            for said in answer.translations
        ]

    async def close(self) -> None:
        await self._api.close()
