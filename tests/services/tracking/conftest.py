"""A stage with tracking; other services are heard through what they publish."""

from collections.abc import AsyncIterator

import pytest

from stoa.runtime.config import Settings
from stoa.services.tracking.service import SERVICE
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def tracking_stage(settings: Settings) -> AsyncIterator[Stage]:
    async with open_stage(settings, [SERVICE]) as stage:
        yield stage


@pytest.fixture
async def world(tracking_stage: Stage) -> AsyncIterator[World]:
    world = World(tracking_stage)
    yield world
    await world.close()
