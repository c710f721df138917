"""What never ends: keeping the server's list of refused passes, and answering who comes first by name."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live.warden import Warden
from stoa.runtime.names import Names, Question
from stoa.services.identity.queries.live import revoked_passes
from stoa.services.identity.queries.people import in_order

_EVERY_S = 5.0


async def take_passes_back(db: Database, warden: Warden, clock: Clock, ready: Callable[[], None]) -> None:
    """Consumers tell the warden at once; this tells what they told a process that is gone."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(warden.run())
        ready()
        while True:
            warden.refuse(await revoked_passes(db, clock()))
            await asyncio.sleep(_EVERY_S)


async def answer_names(db: Database, names: Names, ready: Callable[[], None]) -> None:
    """Asked by services that hold ids alone."""

    async def find(question: Question) -> Sequence[UUID]:
        return await in_order(db, Caller(tenant=question.tenant), question.ids(), question.words)

    answering = await names.answer(find)
    try:
        ready()
        await asyncio.Event().wait()
    finally:
        await answering.unsubscribe()
