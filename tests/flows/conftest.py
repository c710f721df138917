"""All services in one process, and a course under way."""

from collections.abc import AsyncIterator

import pytest

from tests.flows.classroom import Classroom, open_classroom
from tests.world import Stage, World


@pytest.fixture(scope="package")
async def hall(stage: Stage) -> AsyncIterator[World]:
    """A world for the whole package, since a course takes seconds to make."""
    world = World(stage)
    yield world
    await world.close()


@pytest.fixture(scope="package")
async def classroom(hall: World) -> Classroom:
    return await open_classroom(hall)
