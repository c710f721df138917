"""A school a test."""

import pytest

from tests.services.assessment.school import School, open_school
from tests.world import World


@pytest.fixture
async def school(world: World) -> School:
    return await open_school(world)
