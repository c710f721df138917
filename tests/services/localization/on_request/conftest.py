"""A stage where one machine translates what readers were shown."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from stoa.compose.embedded import embedded
from stoa.runtime.service import Platform
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.nobody import NoIndex
from stoa.services.localization.ports import Outside
from stoa.services.localization.service import SERVICE as LOCALIZATION
from tests.conftest import ENGINES
from tests.services.localization.test_machines import Shouting
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def shown_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Stage, Shouting]]:
    engine = Shouting()

    def provide(platform: Platform) -> Mapping[str, Any]:
        return {**LOCALIZATION.provide(platform), "outside": Outside(NoIndex(), engine)}

    async with (
        embedded(tmp_path_factory.mktemp("shown"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, replace(LOCALIZATION, provide=provide)]) as stage,
    ):
        yield stage, engine


@pytest.fixture
async def world(shown_stage: tuple[Stage, Shouting]) -> AsyncIterator[World]:
    world = World(shown_stage[0])
    yield world
    await world.close()


@pytest.fixture
def engine(shown_stage: tuple[Stage, Shouting]) -> Shouting:
    engine = shown_stage[1]
    engine.answers, engine.before = True, None
    engine.asked.clear()
    return engine
