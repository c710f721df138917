"""Google Cloud Translation by service account. Source: cloud.google.com/translate/docs/reference/rest/v3."""

from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from stoa.kernel.clock import Clock
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.adapters.providers.services.google import CHINESE, REGIONAL, UNTRANSLATED
from stoa.services.localization.adapters.providers.services.google_token import AccountToken
from stoa.services.localization.config import GoogleCloudSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements


class _Said(msgspec.Struct, frozen=True, rename="camel"):
    translated_text: str
    model: str = ""


class _Answer(msgspec.Struct, frozen=True):
    translations: list[_Said]


_ANSWER = msgspec.json.Decoder(_Answer)


class GoogleCloud:
    name = "google-cloud"

    def __init__(self, settings: GoogleCloudSettings, clock: Clock, within_s: float = 30.0) -> None:
        price = settings.microusd_per_character
        self.limits = Limits(1_024, 25_000, 4, within_s, microusd_per_character=price)
        self._api = Api(self.name, settings.address, within_s)
        self._token = AccountToken(settings.account, settings.token_address, clock, within_s)
        self._place = f"projects/{quote(settings.project)}/locations/{quote(settings.location)}"
        self._model = settings.model

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        body = {
            "contents": [in_elements(text, UNTRANSLATED) for text in texts],
            "mimeType": "text/html",
            "sourceLanguageCode": code_of(source, REGIONAL, CHINESE),
            "targetLanguageCode": code_of(target, REGIONAL, CHINESE),
        }
        if self._model:
            body["model"] = f"{self._place}/models/{self._model}"
        headers = {"Authorization": f"Bearer {await self._token.now()}", "Content-Type": "application/json"}
        path = f"/v3/{self._place}:translateText"
        answer = decoded(self._api, _ANSWER, await self._api.post(path, msgspec.json.encode(body), headers))
        return [
            Translated(out_of_elements(said.translated_text), self.name, said.model or "v3")
            for said in answer.translations
        ]

    async def close(self) -> None:
        await self._api.close()
        await self._token.close()
