"""Localization on the stage, and identity, which knows whose host a request is for."""

from collections.abc import AsyncIterator

import pytest

from stoa.compose.embedded import embedded
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.service import SERVICE as LOCALIZATION
from tests.conftest import ENGINES
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def localization_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """On engines of its own, where no other service hears what is told."""
    async with (
        embedded(tmp_path_factory.mktemp("localization"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, LOCALIZATION]) as stage,
    ):
        yield stage


@pytest.fixture
async def world(localization_stage: Stage) -> AsyncIterator[World]:
    world = World(localization_stage)
    yield world
    await world.close()
