"""Progress is told while the work goes on, twice a second at most."""

from asyncio import sleep
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

from stoa.runtime.alongside import alongside
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.delivery.domain.publication import Progress
from stoa.services.delivery.store import publications as store

_EVERY_S = 0.5


@asynccontextmanager
async def telling(db: Database, caller: Caller, publication: UUID) -> AsyncIterator[Progress]:
    """What the work raises is raised as it is. Raises Unavailable when nobody can be told."""
    progress = Progress()
    async with alongside(_tell(db, caller, publication, progress)):
        yield progress


async def _tell(db: Database, caller: Caller, publication: UUID, progress: Progress) -> None:
    told = Progress()
    while True:
        if progress != told:
            told = replace(progress)
            async with db.work(caller) as work:
                await store.save_progress(work, publication, told)
        await sleep(_EVERY_S)
