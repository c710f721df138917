"""Groups by the API."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, patch, post
from msgspec import Meta

from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.groups import GroupChanges, change_group, create_group, remove_group
from stoa.services.identity.domain.role import STAFF
from stoa.services.identity.queries.groups import GroupPeople, list_groups, load_group

Name = Annotated[str, Meta(max_length=500)]
People = Annotated[list[UUID], Meta(max_length=1000)]


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """members, managers: how many."""

    id: UUID
    name: str
    members: int
    managers: int


class GroupCard(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    members: list[UUID]
    managers: list[UUID]


class NewGroup(Body, frozen=True, kw_only=True):
    name: Name


class ChangeGroup(Body, frozen=True, kw_only=True):
    """What is left out stays as it is."""

    name: Name | None = None
    add_members: People = []
    remove_members: People = []
    add_managers: People = []
    remove_managers: People = []


class Groups(Controller):
    path = "/api/groups"

    @get("/", opt=roles(*STAFF))
    async def list(self, caller: Caller, db: Database) -> list[GroupLine]:
        """Managers see those they manage."""
        return [
            GroupLine(id=line.id, name=line.name, members=line.members, managers=line.managers)
            for line in await list_groups(db, caller)
        ]

    @post("/", opt=roles("administrator"))
    async def create(self, data: NewGroup, caller: Caller, db: Database) -> GroupCard:
        return _card(
            await load_group(db, caller, await first_answer(create_group(db, caller, data.name), UUID))
        )

    @get("/{group:uuid}", opt=roles(*STAFF))
    async def read(self, group: UUID, caller: Caller, db: Database) -> GroupCard:
        return _card(await load_group(db, caller, group))

    @patch("/{group:uuid}", opt=roles("administrator"))
    async def change(self, group: UUID, data: ChangeGroup, caller: Caller, db: Database) -> GroupCard:
        changes = GroupChanges(
            name=data.name,
            add_members=map(PersonId, data.add_members),
            remove_members=map(PersonId, data.remove_members),
            add_managers=map(PersonId, data.add_managers),
            remove_managers=map(PersonId, data.remove_managers),
        )
        return _card(
            await load_group(db, caller, await first_answer(change_group(db, caller, group, changes), UUID))
        )

    @delete("/{group:uuid}", opt=roles("administrator"))
    async def remove(self, group: UUID, caller: Caller, db: Database) -> None:
        await first_answer(remove_group(db, caller, group), UUID)


def _card(found: GroupPeople) -> GroupCard:
    return GroupCard(
        id=found.group.id,
        name=found.group.name,
        members=sorted(found.group.members),
        managers=sorted(found.group.managers),
    )
