"""People: registering and changing them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from stoa.contracts.identity import (
    PersonDeactivated,
    PersonReactivated,
    PersonRegistered,
    RolesChanged,
)
from stoa.contracts.identity import Role as ToldRole
from stoa.kernel.errors import Conflict, Invalid, InvalidInput, NotFound
from stoa.kernel.ids import PersonId, new_id
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity import store
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.sessions import end_sessions
from stoa.services.identity.domain.address import Address, parse_address
from stoa.services.identity.domain.person import Person, parse_name, parse_time_zone
from stoa.services.identity.domain.role import Role, check_administrators_left, check_grant, parse_roles
from stoa.services.identity.domain.tenant import Tenant

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """As it was given, not yet looked at. locale, time_zone: None is the tenant's."""

    email: str
    name: str
    roles: Sequence[str]
    locale: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """None leaves a thing as it is."""

    email: str | None = None
    name: str | None = None
    roles: Sequence[str] | None = None
    locale: str | None = None
    time_zone: str | None = None
    active: bool | None = None


async def register_person(
    db: Database,
    caller: Caller,
    given: NewPerson,
    *,
    passwords: Passwords | None = None,
    password: str | None = None,
) -> PersonId:
    """caller: an administrator, or the operator with that role. Without a password they are invited later.

    Raises Invalid, Forbidden, Conflict when the address is known.
    """
    async with db.read(caller) as read:
        person = _parsed(given, await store.tenants.load_tenant(read, caller.tenant), read.now)
    check_grant(caller.roles, person.roles)
    password_hash = None
    if password is not None and passwords is not None:
        checked = passwords.check(password, name=person.name, email=person.email)
        password_hash = await passwords.hash(checked)
    async with db.work(caller) as work:
        await check_free(work, person.email)
        await add_people(work, [person])
        if password_hash is not None:
            await store.people.save_password(work, person.id, password_hash, work.now)
        return work.keep(person.id)


async def add_people(work: UnitOfWork, new: Sequence[Person]) -> None:
    """Within a unit of work that has checked them."""
    await store.people.add_people(work, new)
    for person in new:
        work.record(PersonRegistered(person=person.id, locale=person.locale, roles=told(person.roles)))


async def change_person(db: Database, caller: Caller, person: PersonId, changes: Changes) -> PersonId:
    """Raises NotFound, Invalid, Forbidden, Conflict: the last administrator stays one."""
    async with db.work(caller) as work:
        if changes.roles is not None or changes.active is not None:
            await work.lock("administrators")
        before = await store.people.lock_person(work, person)
        if before is None:
            raise NotFound("person.unknown")
        after = _changed(before, changes)
        if after.email != before.email:
            await check_free(work, after.email)
        after = await _grant(work, caller, before, after)
        after = await _activate(work, caller, before, after)
        await store.people.save_person(work, after)
        return work.keep(person)


async def check_free(work: UnitOfWork, email: Address) -> None:
    """Nobody else takes it until the end of the transaction. Raises Conflict."""
    await work.lock(f"address:{email}")
    if await store.people.find_by_addresses(work, [email]):
        raise Conflict("email.taken", field="email", given=email)


def told(roles: Sequence[Role]) -> list[ToldRole]:
    return [ToldRole(role.value) for role in roles]


def new_person(
    email: Address, name: str, roles: tuple[Role, ...], locale: str, time_zone: str, now: datetime
) -> Person:
    return Person(
        id=PersonId(new_id()),
        email=email,
        name=name,
        roles=roles,
        locale=parse_locale(locale),
        time_zone=time_zone,
        active=True,
        change=0,
        created_at=now,
    )


def _parsed(given: NewPerson, tenant: Tenant | None, now: datetime) -> Person:
    """Raises InvalidInput with every fault at once."""
    faults: list[Invalid] = []

    def take(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Invalid as fault:
            faults.append(fault)
            return None

    email = take(lambda: parse_address(given.email))
    name = take(lambda: parse_name(given.name))
    roles = take(lambda: parse_roles(given.roles))
    locale = take(lambda: parse_locale(given.locale or (tenant.locale if tenant else "en")))
    zone = take(lambda: parse_time_zone(given.time_zone or (tenant.time_zone if tenant else "UTC")))
    if email is None or name is None or roles is None or locale is None or zone is None:
        raise faults[0] if len(faults) == 1 else InvalidInput(faults)
    return new_person(email, name, roles, locale, zone, now)


def _changed(before: Person, changes: Changes) -> Person:
    return replace(
        before,
        email=parse_address(changes.email) if changes.email is not None else before.email,
        name=parse_name(changes.name) if changes.name is not None else before.name,
        roles=parse_roles(changes.roles) if changes.roles is not None else before.roles,
        locale=parse_locale(changes.locale) if changes.locale is not None else before.locale,
        time_zone=parse_time_zone(changes.time_zone) if changes.time_zone is not None else before.time_zone,
        active=changes.active if changes.active is not None else before.active,
    )


async def _grant(work: UnitOfWork, caller: Caller, before: Person, after: Person) -> Person:
    if after.roles == before.roles:
        return after
    check_grant(caller.roles, set(before.roles) ^ set(after.roles))
    if Role.ADMINISTRATOR not in after.roles:
        await _check_administrator_left(work, before)
    change = after.change + 1
    work.record(RolesChanged(person=after.id, roles=told(after.roles), change=change, by=caller.person))
    return replace(after, change=change)


async def _activate(work: UnitOfWork, caller: Caller, before: Person, after: Person) -> Person:
    if after.active == before.active:
        return after
    change = after.change + 1
    if after.active:
        work.record(PersonReactivated(person=after.id, change=change, by=caller.person))
        return replace(after, change=change)
    if after.id == caller.person:
        raise Conflict("person.self", field="active")
    await _check_administrator_left(work, before)
    work.record(PersonDeactivated(person=after.id, change=change, by=caller.person))
    await end_sessions(work, after.id)
    await store.invitations.void_invitations(work, after.id)
    return replace(after, change=change)


async def _check_administrator_left(work: UnitOfWork, before: Person) -> None:
    if before.active and Role.ADMINISTRATOR in before.roles:
        check_administrators_left(await store.people.count_other_administrators(work, before.id))
