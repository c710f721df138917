"""Thot, trained here from a small memory, in its own environment; without that these tests are left out."""

import os
from collections.abc import AsyncIterator, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.thot.provider import Thot, train
from stoa.services.localization.adapters.providers.thot.tokens import text_of, tokens_of, with_capitals
from stoa.services.localization.config import ThotSettings
from stoa.services.localization.domain.coded import mark
from stoa.services.localization.domain.providers.answer import Translated
from stoa.services.localization.ports import Provider
from tests.services.localization.providers.behaviour import SOURCE, ProviderBehaviour

_PYTHON = Path(__file__).parents[4] / ".thot" / "bin" / "python"
_ES = Locale("es")
needed = pytest.mark.skipif(not _PYTHON.exists(), reason="needs Thot: make .thot/ready")

_THINGS = {"house": "casa", "door": "puerta", "table": "mesa", "window": "ventana", "page": "página"}
_COLOURS = {"red": "roja", "white": "blanca", "yellow": "amarilla", "black": "negra"}
_FRAMES = {
    "The {colour} {thing} is here.": "La {thing} {colour} está aquí.",
    "Open the {colour} {thing}, please.": "Abra la {thing} {colour}, por favor.",
    f"See {mark(0)}the {{colour}} {{thing}}{mark(1)} now.": (
        f"Vea {mark(0)}la {{thing}} {{colour}}{mark(1)} ahora."
    ),
}


def _memory() -> Iterator[tuple[str, str]]:
    for (source, target), (thing, cosa), (colour, color) in product(
        _FRAMES.items(), _THINGS.items(), _COLOURS.items()
    ):
        yield source.format(thing=thing, colour=colour), target.format(thing=cosa, colour=color)


@pytest.fixture(scope="module")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> ThotSettings:
    settings = ThotSettings(models=tmp_path_factory.mktemp("models"), python=_PYTHON)
    assert await train(settings, _memory(), SOURCE, _ES) == len(list(_memory()))
    return settings


@needed
class TestThot(ProviderBehaviour):
    target = _ES

    @pytest.fixture
    async def provider(self, settings: ThotSettings) -> AsyncIterator[Provider]:
        provider = Thot(settings)
        yield provider
        await provider.close()

    async def test_it_translates_as_its_memory_does(self, provider: Provider) -> None:
        said = await self.translated(provider, ["Open the white page, please."])
        assert said == ["Abra la página blanca, por favor."]

    async def test_marks_stand_where_the_memory_has_them(self, provider: Provider) -> None:
        said = await self.translated(provider, [f"See {mark(0)}the red door{mark(1)} now."])
        assert said == [f"Vea {mark(0)}la puerta roja{mark(1)} ahora."]

    async def test_words_that_it_does_not_know_pass_as_they_are_and_are_counted(
        self, provider: Provider
    ) -> None:
        (answer,) = await provider.translate(["The red Zyxt is here."], SOURCE, _ES)
        assert isinstance(answer, Translated)
        assert "Zyxt" in answer.target
        assert answer.known_share is not None
        assert answer.known_share < 1

    async def test_a_model_that_was_trained_anew_is_used(
        self, provider: Provider, settings: ThotSettings
    ) -> None:
        (before,) = await provider.translate(["The red door is here."], SOURCE, _ES)
        made = settings.models / "en-es" / "made"
        os.utime(made, (1, 1))
        (after,) = await provider.translate(["The red door is here."], SOURCE, _ES)
        assert isinstance(before, Translated)
        assert isinstance(after, Translated)
        assert before.version != after.version
        assert before.target == after.target


async def test_without_its_environment_thot_is_unavailable(tmp_path: Path) -> None:
    settings = ThotSettings(models=tmp_path, python=tmp_path / "no-python")
    with pytest.raises(Unavailable):
        await train(settings, [("one", "uno")], SOURCE, _ES)
    assert not Thot(settings).translates(SOURCE, _ES)


@given(st.text(alphabet="ab 12(),.日本é\ue000\ue001'-", max_size=40))
def test_tokens_carry_all_of_a_text_but_doubled_blanks(text: str) -> None:
    assert text_of(tokens_of(text)) == " ".join(text.split())


def test_capitals_come_from_the_source() -> None:
    source = ["The", "Zyxt", "is", "Here"]
    assert with_capitals(["la", "zyxt", "está", "aquí"], [1], source) == ["La", "Zyxt", "está", "aquí"]
