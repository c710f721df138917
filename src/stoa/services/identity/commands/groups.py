"""Groups and who manages them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.contracts.identity import GroupChanged
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import PersonId, new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity import store
from stoa.services.identity.domain.group import Group, group_key, parse_group_name
from stoa.services.identity.domain.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanges:
    """None leaves a thing as it is. add_, remove_: people who come and go."""

    name: str | None = None
    add_members: Iterable[PersonId] = ()
    remove_members: Iterable[PersonId] = ()
    add_managers: Iterable[PersonId] = ()
    remove_managers: Iterable[PersonId] = ()


async def create_group(db: Database, caller: Caller, name: str) -> UUID:
    """Raises Invalid, Conflict when a group has that name."""
    group = new_group(parse_group_name(name))
    async with db.work(caller) as work:
        await _check_free(work, group)
        await store.groups.add_groups(work, [group], work.now)
        return work.keep(group.id)


async def change_group(db: Database, caller: Caller, group: UUID, changes: GroupChanges) -> UUID:
    """Raises NotFound, Invalid, Conflict."""
    async with db.work(caller) as work:
        before = await store.groups.lock_group(work, group)
        if before is None:
            raise NotFound("group.unknown")
        name = parse_group_name(changes.name) if changes.name is not None else before.name
        after = replace(
            before,
            name=name,
            members=(before.members | set(changes.add_members)) - set(changes.remove_members),
            managers=(before.managers | set(changes.add_managers)) - set(changes.remove_managers),
        )
        if group_key(after.name) != group_key(before.name):
            await _check_free(work, after)
        await _check_people(work, before, after)
        await save_group(work, before, after)
        return work.keep(group)


async def remove_group(db: Database, caller: Caller, group: UUID) -> UUID:
    """Its people stay. Raises NotFound."""
    async with db.work(caller) as work:
        before = await store.groups.lock_group(work, group)
        if before is None:
            raise NotFound("group.unknown")
        await store.groups.remove_group(work, group)
        work.record(GroupChanged(group=group, members=[], managers=[], change=before.change + 1))
        return work.keep(group)


def new_group(name: str) -> Group:
    return Group(id=new_id(), name=name, members=frozenset(), managers=frozenset(), change=0)


async def save_group(work: UnitOfWork, before: Group, after: Group) -> None:
    """Within a unit of work that holds the group. Told only when its people changed."""
    after.check_size()
    if (before.members, before.managers) != (after.members, after.managers):
        after = replace(after, change=before.change + 1)
        work.record(
            GroupChanged(
                group=after.id,
                members=sorted(after.members),
                managers=sorted(after.managers),
                change=after.change,
            )
        )
    await store.groups.save_group(work, before, after)


async def _check_free(work: UnitOfWork, group: Group) -> None:
    await work.lock("group names")
    if await store.groups.groups_named(work, [group.name]):
        raise Conflict("group.name_taken", field="name", given=group.name)


async def _check_people(work: UnitOfWork, before: Group, after: Group) -> None:
    """Those who come must be here, and a manager must hold the role. Raises NotFound, Invalid."""
    coming = (after.members - before.members) | (after.managers - before.managers)
    found = {person.id: person for person in await store.people.lock_people(work, coming)}
    if coming - found.keys():
        raise NotFound("person.unknown")
    for person in after.managers - before.managers:
        if Role.MANAGER not in found[person].roles:
            raise Invalid("group.manager_without_role", field="managers")
