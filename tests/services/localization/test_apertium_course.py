"""A course through real Apertium, from content's fact to a locale that is ready, where it is installed."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stoa.compose.embedded import embedded
from stoa.contracts.localization import LocaleReady, PostEditRequested
from stoa.runtime.service import Platform
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.machines import machines_of
from stoa.services.localization.config import ApertiumSettings
from stoa.services.localization.service import SERVICE as LOCALIZATION
from tests.conftest import ENGINES
from tests.services.localization.courses import (
    publish,
    ready_document,
    text_course,
    translate_all,
    want,
)
from tests.world import Stage, World, open_stage

pytestmark = pytest.mark.skipif(
    not Path(ApertiumSettings().folder, "eng-spa.mode").exists(),
    reason="Apertium for en to es is not installed",
)


@pytest.fixture(scope="module")
async def apertium_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("apertium")
    (folder / "machines.toml").write_text('routes = ["en>es apertium"]\n[[providers]]\ntype = "apertium"\n')
    made: list[Any] = []

    def provide(platform: Platform) -> Mapping[str, Any]:
        given = LOCALIZATION.provide(platform)
        machines = machines_of(folder, platform.clock)
        made.append(machines)
        return {**given, "outside": replace(given["outside"], machines=machines)}

    async with (
        embedded(folder, only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, replace(LOCALIZATION, provide=provide)]) as stage,
    ):
        yield stage
    for machines in made:
        await machines.close()


@pytest.fixture
async def world(apertium_stage: Stage) -> AsyncIterator[World]:
    world = World(apertium_stage)
    yield world
    await world.close()


async def test_apertium_proposes_and_people_say_the_last_word(world: World) -> None:
    await publish(world, draft := text_course("<p>The house is <b>big</b>. The light is white.</p>"))
    editor = await want(world, draft, "es")
    waiting = (await editor.get("/api/post-edits", params={"locale": "es"})).json()
    found = {one["source"]["text"]: one["unit"] for one in waiting}
    assert found["The light is white."]["target"] == "La luz es blanca."
    assert {one["origin"] for one in found.values()} == {"machine"}
    assert sum(len(fact.units) for fact in world.events(PostEditRequested)) == len(waiting) == 4
    targets = {one["source"]["text"]: one["unit"]["target"] for one in waiting}
    await translate_all(world, lambda text: targets[text])
    assert len(world.events(LocaleReady)) == 1
    text = (await ready_document(world)).objects[0]
    assert "<b>" in text.html  # type: ignore[union-attr]
    assert "La luz es blanca." in text.html  # type: ignore[union-attr]
