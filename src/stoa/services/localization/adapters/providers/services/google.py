"""Google Cloud Translation by key. Source: cloud.google.com/translate/docs/reference/rest/v2/translate."""

from collections.abc import Sequence

import msgspec

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.config import GoogleSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements

UNTRANSLATED = '<span translate="no">'
"""What Google and Amazon leave as it is in HTML."""
REGIONAL = ("pt-PT", "fr-CA")
CHINESE = ("zh-CN", "zh-TW")


class _Said(msgspec.Struct, frozen=True, rename="camel"):
    translated_text: str
    model: str = ""


class _Data(msgspec.Struct, frozen=True):
    translations: list[_Said]


class _Answer(msgspec.Struct, frozen=True):
    data: _Data


_ANSWER = msgspec.json.Decoder(_Answer)


class Google:
    name = "google"

    def __init__(self, settings: GoogleSettings, within_s: float = 30.0) -> None:
        price = settings.microusd_per_character
        self.limits = Limits(128, 5_000, 4, within_s, microusd_per_character=price)
        self._api = Api(self.name, settings.address, within_s)
        self._key = settings.key

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        body = {
            "q": [in_elements(text, UNTRANSLATED) for text in texts],
            "source": code_of(source, REGIONAL, CHINESE),
            "target": code_of(target, REGIONAL, CHINESE),
            "format": "html",
        }
        # In a header: an address with a key in it ends up in logs on the way.
        headers = {"X-goog-api-key": self._key.reveal(), "Content-Type": "application/json"}
        posted = await self._api.post("/language/translate/v2", msgspec.json.encode(body), headers)
        answer = decoded(self._api, _ANSWER, posted)
        return [
            Translated(out_of_elements(said.translated_text), self.name, said.model or "v2")
            for said in answer.data.translations
        ]

    async def close(self) -> None:
        await self._api.close()
