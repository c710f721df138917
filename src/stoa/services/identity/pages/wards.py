"""The administrator says whose guardian somebody is."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, post

from stoa.kernel.errors import Refusal
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.services.identity.commands.wards import change_wards
from stoa.services.identity.domain.address import several
from stoa.services.identity.pages.people import PERSON, about_person
from stoa.services.identity.queries.people import people_of_addresses


class WardPages(Controller):
    path = "/admin/people/{person:uuid}/wards"

    @post("/", opt=roles("administrator"))
    async def add(self, person: UUID, form: Form, caller: Caller, db: Database) -> Response[Any]:
        """Found by their addresses."""
        addresses = form.text("addresses")
        try:
            wards = await people_of_addresses(db, caller, several(addresses))
            await first_answer(change_wards(db, caller, PersonId(person), add=wards), UUID)
        except Refusal as error:
            return form.again(error, PERSON, **await about_person(db, caller, person, addresses=addresses))
        return go_on(form.request, f"/admin/people/{person}?done=ward_added")

    @post("/{ward:uuid}/remove", opt=roles("administrator"))
    async def remove(
        self, person: UUID, ward: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await first_answer(change_wards(db, caller, PersonId(person), remove=[PersonId(ward)]), UUID)
        return go_on(request, f"/admin/people/{person}?done=ward_removed")
