"""Names for ids: asked by every page for the people that it shows."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import Parameter
from msgspec import Meta

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.body import Body
from stoa.services.identity.commands.tries import count_look_up
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.role import STAFF, parse_roles
from stoa.services.identity.queries.people import (
    MOST_ADDRESSES,
    look_up_addresses,
    names_of,
    search_people,
)


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    email: str


class Addresses(Body, frozen=True, kw_only=True):
    addresses: Annotated[list[Annotated[str, Meta(max_length=500)]], Meta(max_length=MOST_ADDRESSES)]


class Names(Controller):
    path = "/people"

    @get("/names", opt=signed_in())
    async def names(
        self, caller: Caller, db: Database, ids: Annotated[str, Parameter(max_length=8000)] = ""
    ) -> Response[dict[str, str]]:
        """ids: joined by commas, at most 200. Those that the caller may not see are left out.

        Kept by the page alone: the next person at this browser may see fewer names.
        """
        wanted = [_parse_id(text) for text in ids.split(",") if text.strip()]
        found = await names_of(db, caller, wanted)
        return Response(
            {str(person): name for person, name in found.items()},
            headers={"Cache-Control": "no-store"},
        )

    @get("/search", opt=roles(*STAFF, "guardian"))
    async def search(
        self,
        caller: Caller,
        db: Database,
        q: Annotated[str, Parameter(max_length=200)] = "",
        role: str = "",
        followed: bool = False,
    ) -> list[Picked]:
        """For pickers: the first twenty. role: one or several, joined by commas. followed: only one's own."""
        wanted = parse_roles(role.split(","), "role") if role else ()
        found = await search_people(db, caller, q, wanted, followed=followed)
        return [_picked(person) for person in found]

    @post("/look-up", opt=roles(*STAFF), status_code=200)
    async def look_up(self, data: Addresses, caller: Caller, db: Database) -> list[Picked | None]:
        """One for each address, in order; null where the caller finds nobody who has it."""
        await count_look_up(db, caller, len(data.addresses))
        found = await look_up_addresses(db, caller, data.addresses)
        return [_picked(person) if person else None for person in found]


def _picked(person: Person) -> Picked:
    return Picked(id=person.id, name=person.name, email=person.email)


def _parse_id(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise Invalid("id.malformed", field="ids", given=text.strip()[:40]) from None
