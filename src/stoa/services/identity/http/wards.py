"""Whose guardian somebody is, by the API, for administrators."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get, patch
from msgspec import Meta

from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.wards import change_wards
from stoa.services.identity.domain.ward import MOST_WARDS
from stoa.services.identity.queries.people import load_person
from stoa.services.identity.queries.wards import care_of

People = Annotated[list[UUID], Meta(max_length=MOST_WARDS)]


class CareCard(msgspec.Struct, frozen=True, kw_only=True):
    """wards: in the person's care. guardians: in whose care the person is."""

    wards: list[UUID]
    guardians: list[UUID]


class ChangeWards(Body, frozen=True, kw_only=True):
    add: People = []
    remove: People = []


class Wards(Controller):
    path = "/api/people/{person:uuid}/wards"

    @get("/", opt=roles("administrator"))
    async def read(self, person: UUID, caller: Caller, db: Database) -> CareCard:
        await load_person(db, caller, PersonId(person))
        return await _card(db, caller, person)

    @patch("/", opt=roles("administrator"))
    async def change(self, person: UUID, data: ChangeWards, caller: Caller, db: Database) -> CareCard:
        """Whom the person, a guardian, follows from now on, and whom no longer."""
        changing = change_wards(
            db,
            caller,
            PersonId(person),
            add=map(PersonId, data.add),
            remove=map(PersonId, data.remove),
        )
        return await _card(db, caller, await first_answer(changing, UUID))


async def _card(db: Database, caller: Caller, person: UUID) -> CareCard:
    found = await care_of(db, caller, PersonId(person))
    return CareCard(
        wards=sorted(one.id for one in found.wards), guardians=sorted(one.id for one in found.guardians)
    )
