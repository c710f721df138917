"""Engines once a session and worker; a fresh tenant a test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from stoa.compose.embedded import embedded
from stoa.compose.registry import SERVICES
from stoa.runtime.config import Settings
from tests.world import Stage, World, open_stage

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("stoa", deadline=None)
hypothesis.settings.load_profile("stoa")

ENGINES = ("postgresql", "nats", "seaweedfs")


TOGETHER = {"browser": "browser", "web": "web", "sdk": "web", "compose": "compose", "flows": "flows"}
"""Folders whose tests share what is dear to start, by what they share: one worker does each of them."""


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out files of tests, and folders whole that belong together; the largest first.

    xdist's own groups are no help: it writes them into the ids of tests, which pytest 9.2 leaves as they are.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return TOGETHER.get(file.split("/")[1], file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    folder: Path = tmp_path_factory.mktemp("stoa")
    async with embedded(folder, only=ENGINES) as settings:
        yield settings


@pytest.fixture(scope="session")
async def stage(settings: Settings) -> AsyncIterator[Stage]:
    """It is the only reader of its log: however long a machine stands still, nobody takes its place."""
    async with AsyncExitStack() as opened:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("stoa.runtime.partitions.log.PINNED_S", 60.0)
            stage = await opened.enter_async_context(open_stage(settings, SERVICES))
        yield stage


@pytest.fixture
async def world(stage: Stage) -> AsyncIterator[World]:
    world = World(stage)
    yield world
    await world.close()
