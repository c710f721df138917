"""The replica of what others own: courses of delivery and content, people and groups of identity."""

from uuid import UUID

from stoa.contracts.tracking import CourseRenewed
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.store import courses, people


async def activate(
    db: Database, caller: Caller, version: CourseVersion, *, activation: int, key: str, checksum: str
) -> None:
    """An activation older than the one known changes nothing. Registrations follow: object ids are stable."""
    async with db.work(caller) as work:
        if await courses.save_active(work, version, activation=activation, key=key, checksum=checksum):
            work.record(CourseRenewed(course=version.course, locale=version.locale, activation=activation))


async def archive(db: Database, caller: Caller, course: UUID) -> None:
    async with db.work(caller) as work:
        await courses.archive(work, course)


async def register_person(db: Database, caller: Caller, person: UUID, roles: list[str]) -> None:
    async with db.work(caller) as work:
        await people.register(work, person, roles)


async def change_roles(db: Database, caller: Caller, person: UUID, roles: list[str], change: int) -> None:
    async with db.work(caller) as work:
        await people.change_roles(work, person, roles, change)


async def set_person_active(db: Database, caller: Caller, person: UUID, active: bool, change: int) -> None:
    async with db.work(caller) as work:
        await people.set_active(work, person, active, change)


async def change_group(db: Database, caller: Caller, group: UUID, members: list[UUID], change: int) -> None:
    async with db.work(caller) as work:
        await people.change_group(work, group, members, change)
