"""A stage with content; delivery is heard through what it would publish."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from stoa.compose.embedded import embedded
from stoa.services.content.service import SERVICE
from stoa.services.identity.service import SERVICE as IDENTITY
from tests.conftest import ENGINES
from tests.services.content.samples import SHARED
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def content_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """On engines of its own, where no other service hears what is told."""
    async with (
        embedded(tmp_path_factory.mktemp("content"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, SERVICE]) as stage,
    ):
        yield stage


@pytest.fixture
async def world(content_stage: Stage) -> AsyncIterator[World]:
    world = World(content_stage)
    yield world
    await world.close()


@pytest.fixture
def shared() -> Path:
    """The folder with real sample content, which lies beside the repository on some machines."""
    if not SHARED.is_dir():
        pytest.skip("shared/ with the sample cartridges and the OpenStax book is not beside the repository")
    return SHARED
