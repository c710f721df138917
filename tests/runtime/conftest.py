"""A stage with the small library service alone, on engines of its own: its schema is not the platform's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from stoa.compose.embedded import embedded
from stoa.runtime.config import Settings
from tests.conftest import ENGINES
from tests.runtime import library
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def library_settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    folder: Path = tmp_path_factory.mktemp("library")
    async with embedded(folder, only=ENGINES) as settings:
        yield settings


@pytest.fixture(scope="session")
async def library_stage(library_settings: Settings) -> AsyncIterator[Stage]:
    async with open_stage(library_settings, [library.SERVICE]) as stage:
        yield stage


@pytest.fixture
async def world(library_stage: Stage) -> AsyncIterator[World]:
    world = World(library_stage)
    yield world
    await world.close()
