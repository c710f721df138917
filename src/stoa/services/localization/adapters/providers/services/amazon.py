"""Amazon Translate. Source: docs.aws.amazon.com/translate, TranslateDocument.

A document rather than a text, because only documents may be HTML, where marks can be kept; each text is a
paragraph of it, so one request carries many.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Forbidden, StoaError, TooMany, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.services.api import Api, decoded
from stoa.services.localization.adapters.providers.services.google import UNTRANSLATED
from stoa.services.localization.adapters.providers.services.signature import signed
from stoa.services.localization.config import AmazonSettings
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.language_codes import code_of
from stoa.services.localization.domain.providers.limits import Limits
from stoa.services.localization.domain.providers.marks import in_elements, out_of_elements

_TARGET = "AWSShineFrontendService_20170701.TranslateDocument"
_REGIONAL = ("pt-PT", "fr-CA", "es-MX")
_CHINESE = ("zh", "zh-TW")
_PARAGRAPH = re.compile(r"<p id=\"t(\d+)\">(.*?)</p>", re.DOTALL)


class _Document(msgspec.Struct, frozen=True, rename="pascal"):
    content: str


class _Answer(msgspec.Struct, frozen=True, rename="pascal"):
    translated_document: _Document


class _Error(msgspec.Struct, frozen=True):
    kind: str = msgspec.field(name="__type", default="")


_ANSWER = msgspec.json.Decoder(_Answer)
_ERROR = msgspec.json.Decoder(_Error)


class _AmazonApi(Api):
    def refusal(self, status: int, headers: Mapping[str, str], answer: bytes) -> StoaError:
        """Amazon names what is wrong in the body; nearly all of it has status 400."""
        try:
            kind = _ERROR.decode(answer).kind.rpartition("#")[2]
        except msgspec.MsgspecError:
            kind = ""
        if kind in ("ThrottlingException", "TooManyRequestsException", "LimitExceededException"):
            return TooMany("provider.quota", provider=self.provider, retry_after_s=None)
        if kind in ("UnrecognizedClientException", "InvalidSignatureException", "AccessDeniedException"):
            return Forbidden("provider.key", provider=self.provider)
        if kind in ("ServiceUnavailableException", "InternalServerException"):
            return Unavailable("provider.out_of_order", provider=self.provider, retry_after_s=None)
        return super().refusal(status, headers, answer)


class Amazon:
    name = "amazon"

    def __init__(self, settings: AmazonSettings, clock: Clock, within_s: float = 30.0) -> None:
        price = settings.microusd_per_character
        # A document has at most 100 KB, in any script and with elements.
        self.limits = Limits(200, 20_000, 4, within_s, microusd_per_character=price)
        address = settings.address or f"https://translate.{settings.region}.amazonaws.com"
        self._api = _AmazonApi(self.name, address, within_s)
        self._settings = settings
        self._clock = clock

    def translates(self, source: Locale, target: Locale) -> bool:
        return source != target

    async def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Answer]:
        paragraphs = (
            f'<p id="t{place}">{in_elements(text, UNTRANSLATED)}</p>' for place, text in enumerate(texts)
        )
        html = f"<html><body>{''.join(paragraphs)}</body></html>"
        body = {
            "Document": {"Content": base64.b64encode(html.encode()).decode(), "ContentType": "text/html"},
            "SourceLanguageCode": code_of(source, _REGIONAL, _CHINESE),
            "TargetLanguageCode": code_of(target, _REGIONAL, _CHINESE),
        }
        sent = msgspec.json.encode(body)
        answer = decoded(self._api, _ANSWER, await self._api.post("/", sent, self._headers(sent)))
        return [Translated(text, self.name, "") for text in self._paragraphs(answer, len(texts))]

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {
            "Host": urlsplit(self._api.address).netloc,
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": _TARGET,
        }
        return signed(
            headers,
            body,
            at=self._clock(),
            access_key=self._settings.access_key,
            secret_key=self._settings.secret_key,
            region=self._settings.region,
            service="translate",
        )

    def _paragraphs(self, answer: _Answer, count: int) -> list[str]:
        """Raises Defect unless each paragraph came back once."""
        try:
            html = base64.b64decode(answer.translated_document.content, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise self._api.malformed() from error
        found = {int(number): out_of_elements(text) for number, text in _PARAGRAPH.findall(html)}
        if set(found) != set(range(count)):
            raise self._api.malformed()
        return [found[place] for place in range(count)]

    async def close(self) -> None:
        await self._api.close()
