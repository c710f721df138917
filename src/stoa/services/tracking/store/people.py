"""Who there is: people, groups and who follows whom, by id, as identity told."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.tables import groups, people, wards


async def known(read: ReadSession, ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids who are people of the tenant and may sign in."""
    rows = await read.all(select(people.c.id).where(people.c.id.in_(ids), people.c.active))
    return {row.id for row in rows}


async def roles_of(read: ReadSession, ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    rows = await read.all(select(people.c.id, people.c.roles).where(people.c.id.in_(ids), people.c.active))
    return {row.id: frozenset(row.roles) for row in rows}


async def members(read: ReadSession, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """By group."""
    rows = await read.all(select(groups.c.id, groups.c.members).where(groups.c.id.in_(ids)))
    return {row.id: list(row.members) for row in rows}


async def register(work: UnitOfWork, person: UUID, roles: list[str]) -> None:
    await change_roles(work, person, roles, 0)


async def change_roles(work: UnitOfWork, person: UUID, roles: list[str], change: int) -> None:
    """Roles told later, as counted by `change`, stay."""
    statement = insert(people).values(tenant_id=work.tenant, id=person, roles=roles, roles_change=change)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={"roles": statement.excluded.roles, "roles_change": change},
            where=people.c.roles_change < change,
        )
    )


async def set_active(work: UnitOfWork, person: UUID, active: bool, change: int) -> None:
    """What was told later, as counted by `change`, stays."""
    statement = insert(people).values(tenant_id=work.tenant, id=person, active=active, active_change=change)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={"active": active, "active_change": change},
            where=people.c.active_change < change,
        )
    )


async def change_group(work: UnitOfWork, group: UUID, there: list[UUID], change: int) -> None:
    statement = insert(groups).values(tenant_id=work.tenant, id=group, members=there, change=change)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={"members": statement.excluded.members, "change": statement.excluded.change},
            where=groups.c.change < statement.excluded.change,
        )
    )


async def change_managers(work: UnitOfWork, group: UUID, managers: list[UUID], change: int) -> None:
    """By a count of their own: the facts are told to two, who do not wait for each other."""
    row = {"tenant_id": work.tenant, "id": group, "managers": managers, "managers_change": change}
    statement = insert(groups).values(row)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={"managers": statement.excluded.managers, "managers_change": change},
            where=groups.c.managers_change < change,
        )
    )


async def change_wards(work: UnitOfWork, guardian: UUID, there: list[UUID], change: int) -> None:
    statement = insert(wards).values(tenant_id=work.tenant, guardian=guardian, wards=there, change=change)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "guardian"],
            set_={"wards": statement.excluded.wards, "change": change},
            where=wards.c.change < change,
        )
    )
