"""The replica of courses, as delivery activates and content archives them."""

from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.version import CourseRenewed, CourseVersion
from stoa.services.tracking.store import courses


async def activate(
    db: Database, caller: Caller, version: CourseVersion, *, activation: int, key: str, checksum: str
) -> None:
    """An activation older than the one known changes nothing. Registrations follow: object ids are stable."""
    async with db.work(caller) as work:
        if await courses.save_active(work, version, activation=activation, key=key, checksum=checksum):
            work.record(CourseRenewed(course=version.course, locale=version.locale, activation=activation))


async def withdraw(db: Database, caller: Caller, course: UUID, locale: str, activation: int) -> None:
    """Whoever reads it in the locale goes on in the nearest that is left."""
    async with db.work(caller) as work:
        await courses.withdraw(work, course, locale, activation)


async def archive(db: Database, caller: Caller, course: UUID) -> None:
    async with db.work(caller) as work:
        await courses.archive(work, course)
