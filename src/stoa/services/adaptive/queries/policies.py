"""Policies of a course, and what came of trying one."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.written_policy import Trial, WrittenPolicy
from stoa.services.adaptive.queries import access
from stoa.services.adaptive.store import policies


async def versions(db: Database, caller: Caller, course: UUID) -> list[WrittenPolicy]:
    """The newest first; none where the platform's own policy holds."""
    async with db.read(caller) as read:
        await access.taught_course(read, caller, course)
        return await policies.versions(read, course)


async def check_taught(db: Database, caller: Caller, course: UUID) -> None:
    """Raises NotFound."""
    async with db.read(caller) as read:
        await access.taught_course(read, caller, course)


async def trial(db: Database, caller: Caller, trial: UUID) -> Trial:
    async with db.read(caller) as read:
        found = await policies.load_trial(read, trial)
        if found is None:
            raise NotFound("trial.missing")
        await access.taught_course(read, caller, found.course)
        return found
