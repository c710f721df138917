"""Apertium as it is installed on this machine; without it these tests say so and are left out."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Defect, Unavailable
from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.apertium.modes import Mode, advice, installed, way
from stoa.services.localization.adapters.providers.apertium.pipeline import Pipeline
from stoa.services.localization.adapters.providers.apertium.provider import Apertium
from stoa.services.localization.adapters.providers.apertium.stream import line_of, text_of
from stoa.services.localization.domain.providers.answer import Translated
from stoa.services.localization.ports import Provider
from tests.services.localization.providers.behaviour import SOURCE, MarksBehaviour

needed = pytest.mark.skipif(("en", "es") not in installed(), reason=f"needs Apertium: {advice('en', 'es')}")


@needed
class TestApertium(MarksBehaviour):
    target = Locale("es")

    @pytest.fixture
    async def provider(self) -> AsyncIterator[Provider]:
        provider = Apertium()
        yield provider
        await provider.close()

    async def test_words_are_translated(self, provider: Provider) -> None:
        said = await self.translated(provider, ["The house is red.", "I have two books."])
        assert said == ["La casa es roja.", "Tengo dos libros."]

    async def test_the_share_of_known_words_is_told(self, provider: Provider) -> None:
        known, half = await provider.translate(["The red house", "zzyx qwrtp house"], SOURCE, self.target)
        assert isinstance(known, Translated)
        assert isinstance(half, Translated)
        assert known.known_share == 1.0
        assert half.known_share == pytest.approx(1 / 3)

    @pytest.mark.parametrize("text", ["{x}", "^a$", "[", "]", "\\", "~", "a\n\nb", "@x", "日本", "\x01"])
    async def test_no_sign_ends_the_programs(self, provider: Provider, text: str) -> None:
        said = await self.translated(provider, [text, "The house is red."])
        assert said[1] == "La casa es roja."

    async def test_two_who_ask_at_once_are_not_mixed_up(self, provider: Provider) -> None:
        first, second = await asyncio.gather(
            self.translated(provider, ["The house"] * 100), self.translated(provider, ["The book"] * 100)
        )
        assert (set(first), set(second)) == ({"La casa"}, {"El libro"})


def _program(folder: Path, script: str) -> Mode:
    """A stage of our own, which may be given any words."""
    path = folder / "stage"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return Mode("own", ((str(path),),))


async def test_programs_that_say_nothing_are_unavailable(tmp_path: Path) -> None:
    pipeline = Pipeline(_program(tmp_path, "exec sleep 30"))
    with pytest.raises(Unavailable):
        await pipeline.run(["x"], 0.2)
    await pipeline.close()


async def test_programs_that_ended_are_a_defect_and_start_anew(tmp_path: Path) -> None:
    once = tmp_path / "once"
    pipeline = Pipeline(_program(tmp_path, f"[ -e {once} ] && exec cat; touch {once}; exit 1"))
    with pytest.raises(Defect):
        await pipeline.run(["x"], 10)
    assert await pipeline.run(["x", "y"], 10) == ["x", "y"]
    await pipeline.close()


async def test_programs_that_are_not_there_are_unavailable() -> None:
    pipeline = Pipeline(Mode("none", (("no-such-program-of-apertium",),)))
    with pytest.raises(Unavailable):
        await pipeline.run(["x"], 5)


def test_without_apertium_nothing_is_translated(tmp_path: Path) -> None:
    assert not Apertium(tmp_path).translates(Locale("en"), Locale("es"))


def test_what_to_install_is_said_plainly() -> None:
    assert advice("en", "fr") == "apt-get install apertium apertium-eng-spa apertium-fr-es"


def test_a_third_language_is_gone_through_and_spanish_first() -> None:
    pairs = [("en", "ca"), ("en", "es"), ("ca", "fr"), ("es", "fr"), ("es", "pt"), ("es", "pt-BR")]
    modes = {pair: Mode("-".join(pair), ()) for pair in pairs}
    assert way(modes, "en", "fr") == (modes["en", "es"], modes["es", "fr"])
    assert way(modes, "en-GB", "pt-BR") == (modes["en", "es"], modes["es", "pt-BR"])
    assert way(modes, "en", "pt-PT") == (modes["en", "es"], modes["es", "pt"])
    assert way(modes, "en", "ar") is None


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_goes_into_the_stream_and_out_again(text: str) -> None:
    line = line_of(text)
    assert text_of(line.stream, line.held).text == text


@given(st.text(alphabet="[]{}^$/\\@<>~*#\ue000\ue001 a.", max_size=40))
def test_signs_of_the_stream_stand_nowhere_but_held(text: str) -> None:
    stream = line_of(text).stream
    inside = "".join(part.partition("]")[2] for part in ("]" + stream).split("["))
    assert not set(inside) & set("]{}^$/\\@<>~*#")
