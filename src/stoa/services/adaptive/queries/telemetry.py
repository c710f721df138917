"""Whether somebody may tell of a registration."""

from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.queries import access


async def check_own(db: Database, caller: Caller, registration: UUID) -> None:
    """Raises NotFound for another's."""
    async with db.read(caller) as read:
        await access.registration_of_learner(read, caller, registration)
