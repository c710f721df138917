"""Microsoft Translator, version 3. Source: learn.microsoft.com/azure/ai-services/translator, Translate."""

from collections.abc import Sequence

import msgspec

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.config import MicrosoftSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements

_UNTRANSLATED = '<span class="notranslate">'
_REGIONAL = ("pt-PT", "fr-CA", "sr-Cyrl", "sr-Latn", "mn-Cyrl", "mn-Mong")
_CHINESE = ("zh-Hans", "zh-Hant")


class _Said(msgspec.Struct, frozen=True):
    text: str


class _Of(msgspec.Struct, frozen=True):
    translations: list[_Said]


_ANSWER = msgspec.json.Decoder(list[_Of])


class Microsoft:
    name = "microsoft"

    def __init__(self, settings: MicrosoftSettings, within_s: float = 30.0) -> None:
        price = settings.microusd_per_character
        # 50,000 characters a request count with the elements of marks.
        self.limits = Limits(1_000, 30_000, 4, within_s, microusd_per_character=price)
        self._api = Api(self.name, settings.address, within_s)
        self._settings = settings

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        params = {
            "api-version": "3.0",
            "from": code_of(source, _REGIONAL, _CHINESE),
            "to": code_of(target, _REGIONAL, _CHINESE),
            "textType": "html",
        }
        body = [{"Text": in_elements(text, _UNTRANSLATED)} for text in texts]
        headers = {
            "Ocp-Apim-Subscription-Key": self._settings.key.reveal(),
            "Content-Type": "application/json; charset=UTF-8",
        }
        if self._settings.region:
            headers["Ocp-Apim-Subscription-Region"] = self._settings.region
        answer = decoded(
            self._api, _ANSWER, await self._api.post("/translate", msgspec.json.encode(body), headers, params)
        )
        if not all(one.translations for one in answer):
            raise self._api.malformed()
        return [Translated(out_of_elements(one.translations[0].text), self.name, "v3") for one in answer]

    async def close(self) -> None:
        await self._api.close()
