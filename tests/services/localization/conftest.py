"""Localization on the stage, and identity, which knows whose host a request is for."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from stoa.compose.embedded import embedded
from stoa.runtime.service import Platform
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.nobody import NoMachine
from stoa.services.localization.ports import Outside
from stoa.services.localization.service import SERVICE as LOCALIZATION
from tests.conftest import ENGINES
from tests.services.localization.weblate.answering import answering
from tests.services.localization.weblate.peer import Weblate
from tests.world import Stage, World, open_stage


def by_people(platform: Platform) -> Mapping[str, Any]:
    """No machine, whatever is installed here: memory and people do the work."""
    given = LOCALIZATION.provide(platform)
    return {**given, "outside": Outside(given["index"], NoMachine())}


@pytest.fixture(scope="session")
def weblate() -> Iterator[Weblate]:
    """A real one where the environment names one; else a server that answers as that did."""
    address = os.environ.get("STOA_WEBLATE_API")
    if address:
        yield Weblate(address.rstrip("/"), os.environ["STOA_WEBLATE_TOKEN"], real=True)
        return
    with answering() as near:
        yield Weblate(near, "wlu_of_a_test", real=False)


@pytest.fixture(scope="session")
async def localization_stage(
    tmp_path_factory: pytest.TempPathFactory, weblate: Weblate
) -> AsyncIterator[Stage]:
    """On engines of its own, where no other service hears what is told, and no job does what a test does."""
    folder = tmp_path_factory.mktemp("localization")
    (folder / "weblate.toml").write_text(f'servers = ["{weblate.address}"]\n')
    async with (
        embedded(folder, only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, replace(LOCALIZATION, provide=by_people, jobs=())]) as stage,
    ):
        yield stage


@pytest.fixture
async def world(localization_stage: Stage) -> AsyncIterator[World]:
    world = World(localization_stage)
    yield world
    await world.close()
