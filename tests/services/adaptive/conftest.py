"""A class a test."""

import pytest

from stoa.services.adaptive.adapters import holders
from tests.services.adaptive.learner import Class, open_class
from tests.services.tracking.publishing import small_course
from tests.world import World


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a partition is asked until they answer: what lies in safe keeping may be older."""
    monkeypatch.setattr(holders, "_WITHIN_S", 30.0)


@pytest.fixture
async def school(world: World) -> Class:
    return await open_class(world, small_course())
