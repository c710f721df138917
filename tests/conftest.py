"""Engines once a session and worker; a fresh tenant a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import pytest

from stoa.compose.embedded import embedded
from stoa.compose.registry import SERVICES
from stoa.runtime.config import Settings
from tests.world import Stage, World, open_stage

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("stoa", deadline=None)
hypothesis.settings.load_profile("stoa")

ENGINES = ("postgresql", "nats", "seaweedfs")


TOGETHER = ("browser", "web", "compose", "flows")
"""Folders whose tests share what is dear to start: one worker does each of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(folder))


@pytest.fixture(scope="session")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    folder: Path = tmp_path_factory.mktemp("stoa")
    async with embedded(folder, only=ENGINES) as settings:
        yield settings


@pytest.fixture(scope="session")
async def stage(settings: Settings) -> AsyncIterator[Stage]:
    async with open_stage(settings, SERVICES) as stage:
        yield stage


@pytest.fixture
async def world(stage: Stage) -> AsyncIterator[World]:
    world = World(stage)
    yield world
    await world.close()
