"""People, as far as the caller may see them."""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Invalid, NotFound
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.address import Address, parse_address
from stoa.services.identity.domain.person import Follower, PeopleFilter, Person, name_key
from stoa.services.identity.domain.role import STAFF, TEACHING, Role

MOST_NAMES = 200
PICKED = 20
MOST_ADDRESSES = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """waiting: has no password yet. groups: names of those the person is a member of."""

    person: Person
    waiting: bool
    groups: Sequence[str]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """next: the cursor of the following page. total: of all pages."""

    people: Sequence[Listed]
    next: str | None
    total: int


async def list_people(
    db: Database, caller: Caller, wanted: PeopleFilter, cursor: str | None, size: int
) -> PeopleList:
    """Raises Invalid for a cursor that is not ours."""
    after = _read_cursor(cursor) if cursor else None
    async with db.read(caller) as read:
        found = await store.people.list_people(read, wanted, after, size + 1)
        total = await store.people.count_people(read, wanted)
        shown = found[:size]
        groups = await store.groups.groups_of_people(read, [person.id for person, _ in shown])
    people = [Listed(person, not has_password, groups.get(person.id, [])) for person, has_password in shown]
    return PeopleList(people, _cursor(shown[-1][0]) if len(found) > size else None, total)


async def load_person(db: Database, caller: Caller, person: PersonId) -> Listed:
    """Raises NotFound."""
    async with db.read(caller) as read:
        known = await store.people.load_known(read, person)
        if known is None:
            raise NotFound("person.unknown")
        groups = await store.groups.groups_of_people(read, [person])
    return Listed(known.person, known.password_hash is None, groups.get(person, []))


async def names_of(db: Database, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Staff see every name; others their own, their wards', and those of who teaches, writes or manages."""
    if len(ids) > MOST_NAMES:
        raise Invalid("names.too_many", field="ids", most=MOST_NAMES)
    everyones = caller.has(*STAFF)
    seen = None if everyones else set(Role) - {Role.LEARNER, Role.GUARDIAN}
    async with db.read(caller) as read:
        return await store.people.load_names(read, ids, seen, _follower(caller))


async def in_order(db: Database, caller: Caller, ids: Sequence[UUID], words: str) -> list[UUID]:
    """For another service, which shows no name by it: ids alone, by name."""
    async with db.read(caller) as read:
        return await store.people.in_order(read, ids, words)


async def search_people(
    db: Database, caller: Caller, words: str, any_of: Collection[Role] = (), *, followed: bool = False
) -> list[Person]:
    """The first active people whose name or address fits. Managers and guardians find whom they follow.

    followed: only these, also for who finds everyone.
    """
    only = _follower(caller) if followed else _only_of(caller)
    wanted = PeopleFilter(words=words, roles=any_of, active=True, followed_by=only)
    async with db.read(caller) as read:
        return [person for person, _ in await store.people.list_people(read, wanted, None, PICKED)]


async def look_up_addresses(db: Database, caller: Caller, typed: Sequence[str]) -> list[Person | None]:
    """One for each, in order, found as `search_people` finds them; None also for what is no address."""
    addresses = [_address(text) for text in typed]
    asked = {address for address in addresses if address is not None}
    wanted = PeopleFilter(addresses=asked, active=True, followed_by=_only_of(caller))
    async with db.read(caller) as read:
        found = await store.people.list_people(read, wanted, None, len(asked)) if asked else []
    people = {person.email: person for person, _ in found}
    return [people.get(address) if address is not None else None for address in addresses]


def _only_of(caller: Caller) -> Follower | None:
    """Whose people alone are searched."""
    return None if caller.has(*TEACHING) else _follower(caller)


def _follower(caller: Caller) -> Follower:
    return Follower(person=caller.known(), manages=caller.has(Role.MANAGER), guards=caller.has(Role.GUARDIAN))


def _address(text: str) -> Address | None:
    try:
        return parse_address(text)
    except Invalid:
        return None


async def people_without_password(db: Database, caller: Caller, ids: Sequence[UUID]) -> list[Person]:
    async with db.read(caller) as read:
        return await store.people.without_password(read, ids)


async def people_of_addresses(db: Database, caller: Caller, typed: Sequence[str]) -> list[PersonId]:
    """Raises Invalid for something that is no address, or for the first one that nobody here has."""
    addresses = [parse_address(text, "addresses") for text in typed]
    async with db.read(caller) as read:
        found = await store.people.find_by_addresses(read, addresses)
    for address in addresses:
        if address not in found:
            raise Invalid("email.unknown", field="addresses", given=address)
    return [person.id for person in found.values()]


def _cursor(last: Person) -> str:
    return base64.urlsafe_b64encode(f"{last.id.hex}{name_key(last.name)}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, UUID]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return text[32:], UUID(hex=text[:32])
    except (ValueError, binascii.Error):
        raise Invalid("cursor.malformed", field="after") from None
