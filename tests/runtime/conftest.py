"""A stage with the small library service alone."""

from collections.abc import AsyncIterator

import pytest

from stoa.runtime.config import Settings
from tests.runtime import library
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def library_stage(settings: Settings) -> AsyncIterator[Stage]:
    async with open_stage(settings, [library.SERVICE]) as stage:
        yield stage


@pytest.fixture
async def world(library_stage: Stage) -> AsyncIterator[World]:
    world = World(library_stage)
    yield world
    await world.close()
