"""Services by their APIs: each against what its documentation says, on loopback."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from stoa.kernel.errors import Invalid
from stoa.runtime.config import Secret
from stoa.services.localization.adapters.providers.services.amazon import Amazon
from stoa.services.localization.adapters.providers.services.api import Api
from stoa.services.localization.adapters.providers.services.deepl import DeepL
from stoa.services.localization.adapters.providers.services.google import Google
from stoa.services.localization.adapters.providers.services.google_cloud import GoogleCloud
from stoa.services.localization.adapters.providers.services.libretranslate import LibreTranslate
from stoa.services.localization.adapters.providers.services.microsoft import Microsoft
from stoa.services.localization.adapters.providers.services.openai import OpenAi
from stoa.services.localization.config import (
    AmazonSettings,
    DeepLSettings,
    GoogleCloudSettings,
    GoogleSettings,
    LibreTranslateSettings,
    MicrosoftSettings,
    OpenAiSettings,
)
from stoa.services.localization.domain.providers.answer import Failed, Reason, Translated
from stoa.services.localization.ports import Provider
from tests.services.localization.providers import documented
from tests.services.localization.providers.behaviour import SOURCE, TARGET, ServiceBehaviour
from tests.services.localization.providers.counterpart import Counterpart, Reply, Request, counterpart

_KEY = Secret(documented.KEY)
_PATIENT_S = 10.0


def _now() -> datetime:
    return datetime(2026, 3, 1, tzinfo=UTC)


def _account() -> Secret:
    """As Google hands it out, with a key of our own."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = key.decode().replace("\n", "\\n")
    return Secret(
        f'{{"client_email": "stoa@project.example", "private_key": "{pem}", "private_key_id": "k1"}}'
    )


class _Served(ServiceBehaviour):
    def says(self) -> Callable[[Request], Reply]:
        raise AssertionError

    def made(self, address: str, within_s: float) -> Provider:
        raise AssertionError(address, within_s)

    @pytest.fixture
    def service(self) -> Iterator[Counterpart]:
        with counterpart(self.says()) as here:
            yield here

    @pytest.fixture
    async def provider(self, service: Counterpart) -> AsyncIterator[Provider]:
        provider = self.made(service.address, _PATIENT_S)
        yield provider
        await provider.close()

    @pytest.fixture
    async def impatient(self, service: Counterpart) -> AsyncIterator[Provider]:
        provider = self.made(service.address, 0.2)
        yield provider
        await provider.close()


class TestDeepL(_Served):
    quota = Reply(456, {"message": "Quota exceeded"})

    def says(self) -> Callable[[Request], Reply]:
        return documented.deepl

    def made(self, address: str, within_s: float) -> Provider:
        return DeepL(DeepLSettings(key=_KEY, address=address), within_s)


class TestGoogle(_Served):
    quota = Reply(403, {"error": {"code": 403, "errors": [{"reason": "dailyLimitExceeded"}]}})

    def says(self) -> Callable[[Request], Reply]:
        return documented.google

    def made(self, address: str, within_s: float) -> Provider:
        return Google(GoogleSettings(key=_KEY, address=address), within_s)

    async def test_the_key_is_in_no_address(self, provider: Provider, service: Counterpart) -> None:
        await self.asked(provider)
        assert documented.KEY not in service.asked[0].path


class TestGoogleCloud(_Served):
    quota = Reply(429, {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED"}})

    def says(self) -> Callable[[Request], Reply]:
        return documented.google_cloud

    def made(self, address: str, within_s: float) -> Provider:
        settings = GoogleCloudSettings(
            project="school", account=_account(), address=address, token_address=f"{address}/token"
        )
        return GoogleCloud(settings, _now, within_s)

    async def test_one_token_serves_many_requests(self, provider: Provider, service: Counterpart) -> None:
        for _ in range(3):
            await self.asked(provider)
        assert [one.path for one in service.asked].count("/token") == 1


class TestMicrosoft(_Served):
    quota = Reply(403, {"error": {"code": 403001, "message": "subscription has exceeded its free quota"}})

    def says(self) -> Callable[[Request], Reply]:
        return documented.microsoft

    def made(self, address: str, within_s: float) -> Provider:
        return Microsoft(MicrosoftSettings(key=_KEY, address=address), within_s)


class TestLibreTranslate(_Served):
    def says(self) -> Callable[[Request], Reply]:
        return documented.libretranslate

    def made(self, address: str, within_s: float) -> Provider:
        return LibreTranslate(LibreTranslateSettings(key=_KEY, address=address), within_s)


class TestAmazon(_Served):
    quota = Reply(400, {"__type": "com.amazonaws.translate#ThrottlingException"})
    wrong_key = Reply(400, {"__type": "UnrecognizedClientException"})

    def says(self) -> Callable[[Request], Reply]:
        return documented.amazon

    def made(self, address: str, within_s: float) -> Provider:
        settings = AmazonSettings(
            access_key="AKIDEXAMPLE", secret_key=_KEY, region="us-east-1", address=address
        )
        return Amazon(settings, _now, within_s)


class TestOpenAi(_Served):
    def says(self) -> Callable[[Request], Reply]:
        return documented.openai

    def made(self, address: str, within_s: float) -> Provider:
        settings = OpenAiSettings(
            key=_KEY, address=f"{address}/v1", model="small", usd_per_million_in=5, usd_per_million_out=10
        )
        return OpenAi(settings, within_s)

    async def test_tokens_are_paid_for(self, provider: Provider) -> None:
        (answer,) = await self.asked(provider)
        assert isinstance(answer, Translated)
        assert answer.cost_microusd == 120 * 5 + 80 * 10

    async def test_only_the_text_that_the_model_left_out_has_failed(
        self, provider: Provider, service: Counterpart
    ) -> None:
        content = 'Here it is: ```json\n{"1": "UM", "3": "TRÊS"}\n```'
        service.answer = lambda _: Reply(body={"choices": [{"message": {"content": content}}]})
        answers = await provider.translate(["one", "two", "three"], SOURCE, TARGET)
        assert [isinstance(one, Translated) for one in answers] == [True, False, True]
        assert answers[1] == Failed(Reason.MALFORMED, "openai")


@pytest.mark.parametrize(
    "address", ["http://translate.example", "ftp://127.0.0.1", "https://", "http://8.8.8.8", "file:///etc"]
)
def test_texts_are_not_sent_in_the_clear_to_others(address: str) -> None:
    with pytest.raises(Invalid):
        Api("any", address, 1.0)
