"""Names for ids: asked by every page for the people that it shows."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, Response, get
from litestar.params import Parameter

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.services.identity.domain.role import STAFF, Role, parse_roles
from stoa.services.identity.queries.people import names_of, search_people


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    email: str


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

    @get("/search", opt=roles(*STAFF))
    async def search(
        self, caller: Caller, db: Database, q: Annotated[str, Parameter(max_length=200)] = "", role: str = ""
    ) -> list[Picked]:
        """For pickers: the first twenty."""
        wanted: Role | None = parse_roles([role], "role")[0] if role else None
        found = await search_people(db, caller, q, wanted)
        return [Picked(id=person.id, name=person.name, email=person.email) for person in found]


def _parse_id(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise Invalid("id.malformed", field="ids", given=text.strip()[:40]) from None
