"""Writing in a pass, as long as it is still the one that may."""

from dataclasses import replace

from stoa.kernel.errors import Conflict
from stoa.runtime.db import UnitOfWork
from stoa.services.localization.domain.sync.connection import LEASE, Connection, Phase
from stoa.services.localization.store import connections


async def held(work: UnitOfWork, connection: Connection) -> Connection:
    """The connection as it is now, locked, and ours for another while.

    Raises Conflict when it was paused or another pass has begun, NotFound when it is gone.
    """
    known = await connections.load(work, connection.id, lock=True)
    if known.turn != connection.turn or known.phase is not Phase.ACTIVE:
        raise Conflict("sync.overtaken")
    longer = replace(known, held_until=work.now + LEASE)
    await connections.save(work, longer)
    return longer
