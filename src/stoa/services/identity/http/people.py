"""People by the API, for administrators."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from stoa.kernel.ids import PersonId
from stoa.kernel.page import LARGEST_PAGE, Page
from stoa.runtime import surroundings
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.account import invite
from stoa.services.identity.commands.people import Changes, NewPerson, change_person, register_person
from stoa.services.identity.domain.person import PeopleFilter
from stoa.services.identity.domain.role import parse_roles
from stoa.services.identity.queries.people import Listed, list_people, load_person

Text = Annotated[str, Meta(max_length=500)]


class PersonCard(msgspec.Struct, frozen=True, kw_only=True):
    """waiting: has no password yet."""

    id: UUID
    email: str
    name: str
    roles: list[str]
    locale: str
    time_zone: str
    active: bool
    waiting: bool
    groups: list[str]
    created_at: datetime


class Register(Body, frozen=True, kw_only=True):
    email: Text
    name: Text
    roles: list[Text] = msgspec.field(default_factory=lambda: ["learner"])
    locale: Text | None = None
    time_zone: Text | None = None


class Change(Body, frozen=True, kw_only=True):
    """What is left out stays as it is."""

    email: Text | None = None
    name: Text | None = None
    roles: list[Text] | None = None
    locale: Text | None = None
    time_zone: Text | None = None
    active: bool | None = None


class InvitationLink(msgspec.Struct, frozen=True, kw_only=True):
    url: str


class People(Controller):
    path = "/api/people"

    @get("/", opt=roles("administrator"))
    async def list(
        self,
        caller: Caller,
        db: Database,
        q: Annotated[str, Parameter(max_length=200)] = "",
        role: str = "",
        active: bool | None = None,
        after: str | None = None,
        size: Annotated[int, Parameter(ge=1, le=LARGEST_PAGE)] = 50,
    ) -> Page[PersonCard]:
        wanted = PeopleFilter(words=q, roles=parse_roles([role], "role") if role else (), active=active)
        found = await list_people(db, caller, wanted, after, size)
        return Page(items=[_card(each) for each in found.people], next=found.next)

    @post("/", opt=roles("administrator"))
    async def register(self, data: Register, caller: Caller, db: Database) -> PersonCard:
        new = NewPerson(
            email=data.email, name=data.name, roles=data.roles, locale=data.locale, time_zone=data.time_zone
        )
        person = await first_answer(register_person(db, caller, new), UUID)
        return _card(await load_person(db, caller, PersonId(person)))

    @get("/{person:uuid}", opt=roles("administrator"))
    async def read(self, person: UUID, caller: Caller, db: Database) -> PersonCard:
        return _card(await load_person(db, caller, PersonId(person)))

    @patch("/{person:uuid}", opt=roles("administrator"))
    async def change(self, person: UUID, data: Change, caller: Caller, db: Database) -> PersonCard:
        changes = Changes(
            email=data.email,
            name=data.name,
            roles=data.roles,
            locale=data.locale,
            time_zone=data.time_zone,
            active=data.active,
        )
        await first_answer(change_person(db, caller, PersonId(person), changes), UUID)
        return _card(await load_person(db, caller, PersonId(person)))

    @post("/{person:uuid}/invitation", opt=roles("administrator"))
    async def invite(self, person: UUID, caller: Caller, db: Database) -> InvitationLink:
        """A link to set a password; an earlier one is good no more. Shown only here."""
        ((_, token),) = await invite(db, caller, [PersonId(person)])
        return InvitationLink(url=f"{surroundings.origin.get()}/invite/{token}")


def _card(listed: Listed) -> PersonCard:
    person = listed.person
    return PersonCard(
        id=person.id,
        email=person.email,
        name=person.name,
        roles=[role.value for role in person.roles],
        locale=person.locale,
        time_zone=person.time_zone,
        active=person.active,
        waiting=listed.waiting,
        groups=[*listed.groups],
        created_at=person.created_at,
    )
