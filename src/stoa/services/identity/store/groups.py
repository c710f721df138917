"""Groups, their members and their managers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.group import Group, group_key
from stoa.services.identity.tables import groups, memberships


async def add_groups(work: UnitOfWork, new: Iterable[Group], now: datetime) -> None:
    """Without their people."""
    rows = [
        {
            "tenant_id": work.tenant,
            "id": group.id,
            "name": group.name,
            "key": group_key(group.name),
            "change": group.change,
            "created_at": now,
        }
        for group in new
    ]
    await work.run(insert(groups), rows)


async def load_group(read: ReadSession, group: UUID) -> Group | None:
    found = await _load(read, select(groups).where(groups.c.id == group))
    return found[0] if found else None


async def lock_group(work: UnitOfWork, group: UUID) -> Group | None:
    found = await _load(work, select(groups).where(groups.c.id == group).with_for_update())
    return found[0] if found else None


async def lock_groups_named(work: UnitOfWork, names: Iterable[str]) -> list[Group]:
    keys = sorted({group_key(name) for name in names})
    return await _load(
        work, select(groups).where(groups.c.key.in_(keys)).order_by(groups.c.id).with_for_update()
    )


async def groups_named(read: ReadSession, names: Iterable[str]) -> list[Group]:
    keys = sorted({group_key(name) for name in names})
    return await _load(read, select(groups).where(groups.c.key.in_(keys)))


async def list_groups(read: ReadSession, managed_by: PersonId | None) -> list[tuple[UUID, str, int, int]]:
    """Id, name, number of members, number of managers; by name. managed_by: only theirs."""
    counted = (
        select(
            memberships.c.group_id,
            func.count().filter(memberships.c.manages.is_(False)).label("members"),
            func.count().filter(memberships.c.manages).label("managers"),
        )
        .group_by(memberships.c.group_id)
        .subquery()
    )
    statement = select(
        groups.c.id,
        groups.c.name,
        func.coalesce(counted.c.members, 0).label("members"),
        func.coalesce(counted.c.managers, 0).label("managers"),
    ).select_from(groups.outerjoin(counted, counted.c.group_id == groups.c.id))
    if managed_by is not None:
        theirs = select(memberships.c.group_id).where(
            memberships.c.person_id == managed_by, memberships.c.manages
        )
        statement = statement.where(groups.c.id.in_(theirs))
    rows = await read.all(statement.order_by(groups.c.key))
    return [(row.id, row.name, row.members, row.managers) for row in rows]


async def groups_of_people(
    read: ReadSession, people: Sequence[UUID], *, manages: bool = False
) -> dict[UUID, list[str]]:
    """Names of the groups each person is a member of, or manages."""
    statement = (
        select(memberships.c.person_id, groups.c.name)
        .select_from(memberships.join(groups, groups.c.id == memberships.c.group_id))
        .where(memberships.c.person_id.in_(people), memberships.c.manages.is_(manages))
        .order_by(groups.c.key)
    )
    found: dict[UUID, list[str]] = {}
    for row in await read.all(statement):
        found.setdefault(row.person_id, []).append(row.name)
    return found


async def save_group(work: UnitOfWork, before: Group, after: Group) -> None:
    """The name, the count of changes, and whoever came or went."""
    values = {"name": after.name, "key": group_key(after.name), "change": after.change}
    await work.run(update(groups).where(groups.c.id == after.id).values(values))
    for manages, old, new in (
        (False, before.members, after.members),
        (True, before.managers, after.managers),
    ):
        gone = list(old - new)
        if gone:
            await work.run(
                delete(memberships).where(
                    memberships.c.group_id == after.id,
                    memberships.c.manages.is_(manages),
                    memberships.c.person_id.in_(gone),
                )
            )
        rows = [
            {"tenant_id": work.tenant, "group_id": after.id, "person_id": person, "manages": manages}
            for person in sorted(new - old)
        ]
        await work.run(insert(memberships), rows)


async def remove_group(work: UnitOfWork, group: UUID) -> None:
    await work.run(delete(groups).where(groups.c.id == group))


async def _load(read: ReadSession, statement: Any) -> list[Group]:
    rows = await read.all(statement)
    people: dict[tuple[UUID, bool], set[PersonId]] = {}
    of_these = select(memberships).where(memberships.c.group_id.in_([row.id for row in rows]))
    for each in await read.all(of_these) if rows else []:
        people.setdefault((each.group_id, each.manages), set()).add(each.person_id)
    return [
        Group(
            id=row.id,
            name=row.name,
            members=frozenset(people.get((row.id, False), ())),
            managers=frozenset(people.get((row.id, True), ())),
            change=row.change,
        )
        for row in rows
    ]
