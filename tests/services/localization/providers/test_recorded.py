"""Kept answers, and the chain as settings want it."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.runtime.config import Secret, decode_setting
from stoa.services.localization.adapters.providers.made import chain_of
from stoa.services.localization.adapters.providers.recorded import Recorded
from stoa.services.localization.config import MachineTranslationSettings, RecordedSettings
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Failed, Reason, Translated
from stoa.services.localization.ports import Provider
from tests.services.localization.providers.behaviour import ProviderBehaviour

EN, PT = Locale("en"), Locale("pt-BR")


def _now() -> datetime:
    return datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    sources = ProviderBehaviour.numbered
    targets = [text.replace("Chapter", "Capítulo") for text in sources]
    path = tmp_path / "kept.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"en": sources, "pt": {"mt": {"one": targets}}}).encode()))
    return path


class TestRecorded(ProviderBehaviour):
    @pytest.fixture
    def provider(self, file: Path) -> Provider:
        return Recorded(RecordedSettings(file=file, engine="one"))

    async def test_what_was_not_kept_has_failed(self, provider: Provider) -> None:
        assert await provider.translate(["else"], EN, PT) == [Failed(Reason.REFUSED, "recorded-one")]

    def test_other_languages_are_not_translated(self, provider: Provider) -> None:
        assert not provider.translates(Locale("pt"), EN)
        assert not provider.translates(EN, Locale("es"))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"no")
    with pytest.raises(Invalid):
        Recorded(RecordedSettings(file=tmp_path / "f", engine="one"))


async def test_the_chain_is_made_as_settings_say(file: Path) -> None:
    text = f"""{{"providers": [{{"type": "recorded", "file": "{file}", "engine": "one"}},
        {{"type": "deepl", "key": "k", "microusd_per_character": 25, "microusd_a_month": 0}}],
        "routes": ["en>* recorded-one deepl"]}}"""
    settings = msgspec.json.decode(text, type=MachineTranslationSettings, dec_hook=decode_setting)
    chain = chain_of(settings, _now)
    answers = await chain.translate([CodedText(ProviderBehaviour.numbered[0]), CodedText("else")], EN, PT)
    assert isinstance(answers[0], Translated)
    assert answers[1] == Failed(Reason.QUOTA, "deepl")
    await chain.close()


@pytest.mark.parametrize("route", ["*>* nobody", "nonsense", "*>*"])
def test_a_route_to_nobody_is_refused(route: str) -> None:
    with pytest.raises(Invalid):
        chain_of(MachineTranslationSettings(routes=(route,)), _now)


def test_keys_are_secrets_in_settings() -> None:
    text = '{"providers": [{"type": "google", "key": "hush"}]}'
    settings = msgspec.json.decode(text, type=MachineTranslationSettings, dec_hook=decode_setting)
    assert "hush" not in repr(settings)
    assert Secret("hush") == settings.providers[0].key  # type: ignore[union-attr]
