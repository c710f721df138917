"""The replica of people, groups and who follows whom, as identity tells of them."""

from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.store import people


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


async def change_managers(
    db: Database, caller: Caller, group: UUID, managers: list[UUID], change: int
) -> None:
    async with db.work(caller) as work:
        await people.change_managers(work, group, managers, change)


async def change_wards(db: Database, caller: Caller, guardian: UUID, wards: list[UUID], change: int) -> None:
    async with db.work(caller) as work:
        await people.change_wards(work, guardian, wards, change)
