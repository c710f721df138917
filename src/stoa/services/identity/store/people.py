"""People and their credentials."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, each
from stoa.services.identity.domain.address import Address
from stoa.services.identity.domain.person import Follower, PeopleFilter, Person, name_key
from stoa.services.identity.domain.role import Role
from stoa.services.identity.store.wards import wards_of
from stoa.services.identity.tables import credentials, memberships, people

_HAS_PASSWORD = exists(
    select(credentials.c.person_id).where(
        credentials.c.tenant_id == people.c.tenant_id, credentials.c.person_id == people.c.id
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person and the hash of their password, None while they have none."""

    person: Person
    password_hash: str | None


async def add_people(work: UnitOfWork, new: Iterable[Person]) -> None:
    await work.run(insert(people), [{"tenant_id": work.tenant, **_columns(person)} for person in new])


async def save_person(work: UnitOfWork, person: Person) -> None:
    await save_people(work, [person])


async def save_people(work: UnitOfWork, changed: Iterable[Person]) -> None:
    """One statement for all of them."""
    statement = update(people).where(people.c.id == bindparam("person"))
    await work.run(statement, [{**_columns(person), "person": person.id} for person in changed])


async def load_person(read: ReadSession, person: PersonId) -> Person | None:
    row = await read.one(select(people).where(people.c.id == person))
    return _person(row) if row else None


async def load_people(read: ReadSession, ids: Iterable[PersonId]) -> list[Person]:
    """By name."""
    statement = select(people).where(among(people.c.id, [*ids]))
    return [_person(row) for row in await read.all(statement.order_by(people.c.name_key, people.c.id))]


async def lock_person(work: UnitOfWork, person: PersonId) -> Person | None:
    row = await work.one(select(people).where(people.c.id == person).with_for_update())
    return _person(row) if row else None


async def lock_people(work: UnitOfWork, ids: Iterable[PersonId]) -> list[Person]:
    """In one order, so that two who lock the same people do not wait for each other."""
    statement = select(people).where(among(people.c.id, [*ids])).order_by(people.c.id).with_for_update()
    return [_person(row) for row in await work.all(statement)]


async def find_by_addresses(read: ReadSession, addresses: Sequence[Address]) -> dict[Address, Person]:
    rows = await read.all(select(people).where(_has_address(addresses)))
    return {Address(row.email): _person(row) for row in rows}


async def find_known(read: ReadSession, address: Address) -> Known | None:
    row = await read.one(_with_password().where(people.c.email == address))
    return Known(_person(row), row.password_hash) if row else None


async def load_known(read: ReadSession, person: PersonId) -> Known | None:
    row = await read.one(_with_password().where(people.c.id == person))
    return Known(_person(row), row.password_hash) if row else None


async def save_password(work: UnitOfWork, person: PersonId, password_hash: str, now: datetime) -> None:
    row = {"tenant_id": work.tenant, "person_id": person, "password_hash": password_hash, "changed_at": now}
    statement = upsert(credentials).values(row)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "person_id"],
            set_={"password_hash": password_hash, "changed_at": now},
        )
    )


async def count_other_administrators(read: ReadSession, beside: PersonId) -> int:
    held = people.c.roles.contains([Role.ADMINISTRATOR.value])
    return int(
        await read.value(select(func.count()).where(held, people.c.active, people.c.id != beside)) or 0
    )


async def list_people(
    read: ReadSession, wanted: PeopleFilter, after: tuple[str, UUID] | None, size: int
) -> list[tuple[Person, bool]]:
    """By name; each with whether they have a password."""
    statement = select(people, _HAS_PASSWORD.label("has_password")).where(*_conditions(wanted))
    if after is not None:
        statement = statement.where(tuple_(people.c.name_key, people.c.id) > after)
    rows = await read.all(statement.order_by(people.c.name_key, people.c.id).limit(size))
    return [(_person(row), bool(row.has_password)) for row in rows]


async def count_people(read: ReadSession, wanted: PeopleFilter) -> int:
    return int(await read.value(select(func.count()).select_from(people).where(*_conditions(wanted))) or 0)


async def load_names(
    read: ReadSession, ids: Sequence[UUID], roles: Iterable[Role] | None, by: Follower
) -> dict[UUID, str]:
    """roles: only of people who hold one of them, of who asks and whom they follow; None is everyone's."""
    statement = select(people.c.id, people.c.name).where(people.c.id.in_(ids))
    if roles is not None:
        held = people.c.roles.overlap([role.value for role in roles])
        statement = statement.where(or_(held, people.c.id == by.person, _is_followed(by)))
    return {row.id: row.name for row in await read.all(statement)}


async def in_order(read: ReadSession, ids: Sequence[UUID], words: str) -> list[UUID]:
    """Those of the people whose name has the words, by name."""
    wanted = each(people.c.id, ids)
    statement = select(people.c.id).join(wanted, wanted.c.value == people.c.id)
    if key := name_key(words):
        statement = statement.where(people.c.name_key.like(f"%{_escaped(key)}%", escape="\\"))
    return [row.id for row in await read.all(statement.order_by(people.c.name_key, people.c.id))]


async def without_password(read: ReadSession, ids: Sequence[UUID]) -> list[Person]:
    statement = select(people).where(people.c.id.in_(ids), people.c.active, ~_HAS_PASSWORD)
    return [_person(row) for row in await read.all(statement.order_by(people.c.name_key, people.c.id))]


def _conditions(wanted: PeopleFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.words:
        key = _escaped(name_key(wanted.words))
        found.append(
            or_(
                people.c.name_key.like(f"%{key}%", escape="\\"),
                people.c.email.like(f"{_escaped(wanted.words.strip().lower())}%", escape="\\"),
            )
        )
    if wanted.roles:
        found.append(people.c.roles.overlap([role.value for role in wanted.roles]))
    if wanted.addresses is not None:
        found.append(_has_address(wanted.addresses))
    if wanted.active is not None:
        found.append(people.c.active.is_(wanted.active))
    if wanted.waiting is not None:
        found.append(~_HAS_PASSWORD if wanted.waiting else _HAS_PASSWORD)
    if wanted.group is not None:
        found.append(people.c.id.in_(_members([wanted.group])))
    if wanted.followed_by is not None:
        found.append(_is_followed(wanted.followed_by))
    return found


def _is_followed(by: Follower) -> ColumnElement[bool]:
    managed = select(memberships.c.group_id).where(
        memberships.c.person_id == by.person, memberships.c.manages
    )
    ways = [
        *([people.c.id.in_(_members(managed))] if by.manages else []),
        *([people.c.id.in_(wards_of(by.person))] if by.guards else []),
    ]
    return or_(false(), *ways)


def _has_address(addresses: Collection[Address]) -> ColumnElement[bool]:
    return people.c.email == any_(literal(list(addresses), ARRAY(Text)))


def _members(groups: Any) -> Select[Any]:
    return select(memberships.c.person_id).where(
        and_(memberships.c.group_id.in_(groups), memberships.c.manages.is_(False))
    )


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _with_password() -> Select[Any]:
    joined = people.outerjoin(
        credentials,
        and_(credentials.c.tenant_id == people.c.tenant_id, credentials.c.person_id == people.c.id),
    )
    return select(people, credentials.c.password_hash).select_from(joined)


def _columns(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "name_key": name_key(person.name),
        "roles": [role.value for role in person.roles],
        "locale": person.locale,
        "time_zone": person.time_zone,
        "active": person.active,
        "change": person.change,
        "created_at": person.created_at,
    }


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=tuple(Role(role) for role in row.roles),
        locale=row.locale,
        time_zone=row.time_zone,
        active=row.active,
        change=row.change,
        created_at=row.created_at,
    )
