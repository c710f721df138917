"""Delivery on the stage, and identity, which knows whose host a request is for."""

from collections.abc import AsyncIterator

import pytest

from stoa.compose.embedded import embedded
from stoa.services.delivery.service import SERVICE as DELIVERY
from stoa.services.identity.service import SERVICE as IDENTITY
from tests.conftest import ENGINES
from tests.world import Stage, World, open_stage


@pytest.fixture(scope="session")
async def delivery_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """On engines of its own, where no other service hears what is told."""
    async with (
        embedded(tmp_path_factory.mktemp("delivery"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, DELIVERY]) as stage,
    ):
        yield stage


@pytest.fixture(scope="session")
async def edge_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """With the edge in front of the store."""
    async with (
        embedded(tmp_path_factory.mktemp("edge")) as settings,
        open_stage(settings, [IDENTITY, DELIVERY]) as stage,
    ):
        yield stage


@pytest.fixture
async def edge_world(edge_stage: Stage) -> AsyncIterator[World]:
    world = World(edge_stage)
    yield world
    await world.close()


@pytest.fixture
async def world(delivery_stage: Stage) -> AsyncIterator[World]:
    world = World(delivery_stage)
    yield world
    await world.close()
