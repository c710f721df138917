"""Telling how far a publication is."""

import asyncio

import msgspec
import pytest

from stoa.compose.ports import free_port
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.runtime.config import Secret
from stoa.runtime.db import Database, connect
from stoa.services.delivery.commands.telling import telling
from stoa.services.delivery.domain.publication import State
from stoa.services.delivery.service import SERVICE
from tests.world import World


async def work_of_a_minute(db: Database, world: World) -> None:
    async with telling(db, world.caller(), new_id()) as progress:
        progress.enter(State.RENDERING, 100)
        await asyncio.sleep(60)


async def test_a_database_that_is_away_is_an_outage_to_wait_for_and_no_defect(world: World) -> None:
    nobody = Secret(f"postgresql+asyncpg://nobody@127.0.0.1:{free_port()}/stoa")
    settings = msgspec.structs.replace(world.process.platform.settings.database, url=nobody)
    engine = connect(settings)
    with pytest.raises(Unavailable):
        await work_of_a_minute(Database(engine, SERVICE.metadata), world)
    await engine.dispose()
