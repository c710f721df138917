"""People by the hundred, from a file: looked at first, then all or nothing."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from stoa.contracts.identity import RolesChanged
from stoa.kernel.errors import Conflict, Invalid, InvalidInput, NotFound
from stoa.kernel.ids import PersonId, new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity import store
from stoa.services.identity.commands.groups import new_group, save_group
from stoa.services.identity.commands.people import add_people, new_person, told
from stoa.services.identity.commands.wards import save_wards
from stoa.services.identity.domain.address import Address
from stoa.services.identity.domain.group import group_key
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.role import Role, check_grant, in_order
from stoa.services.identity.domain.roster import Roster
from stoa.services.identity.domain.ward import Care
from stoa.services.identity.store.rosters import StagedRoster

_LONGEST_HEADER = 80
_LEARNER = (Role.LEARNER,)


async def stage_roster(db: Database, caller: Caller, roster: Roster, file_name: str) -> UUID:
    """Keeps a file without faults for the decision. Raises InvalidInput with every fault."""
    if roster.faults:
        raise InvalidInput([_placed(fault.line, fault.error) for fault in roster.faults])
    for entry in roster.entries:
        check_grant(caller.roles, entry.roles or _LEARNER)
    staged = StagedRoster(
        id=new_id(),
        file_name=file_name[:200],
        entries=roster.entries,
        registered=(),
        by=caller.known(),
        taken_at=None,
        ignored=tuple(name[:_LONGEST_HEADER] for name in roster.ignored),
    )
    async with db.work(caller) as work:
        await store.rosters.add_roster(work, staged, work.now)
        return work.keep(staged.id)


async def take_roster(db: Database, caller: Caller, roster: UUID) -> UUID:
    """Registers who is new; people already here keep what they have and gain what the file says.

    One unit of work. Raises NotFound, Conflict when it was taken before, or when somebody may no
    longer follow those whom the file says.
    """
    async with db.work(caller) as work:
        staged = await store.rosters.lock_roster(work, roster)
        if staged is None:
            raise NotFound("roster.unknown")
        if staged.taken_at is not None:
            raise Conflict("roster.taken")
        here = await _lock_here(work, staged)
        new = await _new_people(work, staged, here)
        await add_people(work, new)
        gained = await _grant(work, caller, staged, here)
        everyone = {**here, **{person.email: person for person in (*gained, *new)}}
        _check_following(staged, everyone)
        await _join_groups(work, staged, everyone)
        await _take_into_care(work, caller, staged, everyone)
        await store.rosters.finish_roster(work, roster, [person.id for person in new], work.now)
        return work.keep(roster)


async def _lock_here(work: UnitOfWork, staged: StagedRoster) -> dict[Address, Person]:
    named = {address for entry in staged.entries for address in (entry.email, *entry.guardian_of)}
    found = await store.people.find_by_addresses(work, sorted(named))
    locked = await store.people.lock_people(work, [person.id for person in found.values()])
    return {person.email: person for person in locked}


async def _new_people(work: UnitOfWork, staged: StagedRoster, here: Mapping[Address, Person]) -> list[Person]:
    tenant = await store.tenants.load_tenant(work, work.tenant)
    locale = tenant.locale if tenant else "en"
    zone = tenant.time_zone if tenant else "UTC"
    return [
        new_person(entry.email, entry.name, entry.roles or _LEARNER, entry.locale or locale, zone, work.now)
        for entry in staged.entries
        if entry.email not in here
    ]


async def _grant(
    work: UnitOfWork, caller: Caller, staged: StagedRoster, here: Mapping[Address, Person]
) -> list[Person]:
    gaining: list[Person] = []
    for entry in staged.entries:
        person = here.get(entry.email)
        if person is None or not entry.roles or set(entry.roles) <= set(person.roles):
            continue
        after = replace(person, roles=in_order((*person.roles, *entry.roles)), change=person.change + 1)
        check_grant(caller.roles, set(after.roles) - set(person.roles))
        gaining.append(after)
    await store.people.save_people(work, gaining)
    for after in gaining:
        work.record(
            RolesChanged(person=after.id, roles=told(after.roles), change=after.change, by=caller.person)
        )
    return gaining


def _check_following(staged: StagedRoster, everyone: Mapping[Address, Person]) -> None:
    """Roles and addresses may have changed since the file was looked at. Raises Conflict."""
    for entry in staged.entries:
        if entry.following_faults(everyone[entry.email].roles, everyone):
            raise Conflict("roster.outdated")


async def _join_groups(work: UnitOfWork, staged: StagedRoster, everyone: Mapping[Address, Person]) -> None:
    names = {group_key(name): name for entry in staged.entries for name in (*entry.groups, *entry.manages)}
    await work.lock("group names")
    known = {group_key(group.name) for group in await store.groups.groups_named(work, names.values())}
    fresh = [new_group(name) for key, name in names.items() if key not in known]
    await store.groups.add_groups(work, fresh, work.now)
    joining: dict[str, set[PersonId]] = {key: set() for key in names}
    managing: dict[str, set[PersonId]] = {key: set() for key in names}
    for entry in staged.entries:
        for named, people in ((entry.groups, joining), (entry.manages, managing)):
            for name in named:
                people[group_key(name)].add(everyone[entry.email].id)
    for group in await store.groups.lock_groups_named(work, names.values()):
        key = group_key(group.name)
        after = replace(group, members=group.members | joining[key], managers=group.managers | managing[key])
        await save_group(work, group, after)


async def _take_into_care(
    work: UnitOfWork, caller: Caller, staged: StagedRoster, everyone: Mapping[Address, Person]
) -> None:
    guarding = [entry for entry in staged.entries if entry.guardian_of]
    held = await store.wards.wards_of_guardians(work, [everyone[entry.email].id for entry in guarding])
    cares = []
    for entry in guarding:
        guardian = everyone[entry.email]
        before = held[guardian.id]
        cares.append(Care(guardian, before, before | {everyone[ward].id for ward in entry.guardian_of}))
    await save_wards(work, caller, cares)


def _placed(line: int, error: Invalid) -> Invalid:
    """The fault with its place in the file in front of the column's name."""
    return Invalid(error.code, field=f"line {line}, {error.field}", **error.data)
