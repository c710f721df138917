"""Groups, as far as the caller may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.group import LARGEST_GROUP, Group
from stoa.services.identity.domain.person import PeopleFilter, Person
from stoa.services.identity.domain.role import TEACHING


@dataclass(frozen=True, slots=True)
class GroupLine:
    id: UUID
    name: str
    members: int
    managers: int


@dataclass(frozen=True, slots=True)
class GroupPeople:
    group: Group
    members: Sequence[Person]
    managers: Sequence[Person]


async def list_groups(db: Database, caller: Caller) -> list[GroupLine]:
    """Who may enrol people sees all, a manager those they manage."""
    managed_by = None if caller.has(*TEACHING) else caller.known()
    async with db.read(caller) as read:
        return [GroupLine(*row) for row in await store.groups.list_groups(read, managed_by)]


async def load_group(db: Database, caller: Caller, group: UUID) -> GroupPeople:
    """Raises NotFound, also for a group that the manager does not manage."""
    async with db.read(caller) as read:
        found = await store.groups.load_group(read, group)
        seen = caller.has(*TEACHING)
        if found is None or not (seen or caller.known() in found.managers):
            raise NotFound("group.unknown")
        members = await store.people.list_people(read, PeopleFilter(group=group), None, LARGEST_GROUP)
        managers = await store.people.load_people(read, found.managers)
    return GroupPeople(found, [person for person, _ in members], managers)
