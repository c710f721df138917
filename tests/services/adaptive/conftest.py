"""A class a test."""

import pytest

from tests.services.adaptive.learner import Class, open_class
from tests.services.tracking.publishing import small_course
from tests.world import World


@pytest.fixture
async def school(world: World) -> Class:
    return await open_class(world, small_course())
