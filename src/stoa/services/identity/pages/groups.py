"""Groups: who belongs together, and which managers see them."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Refusal
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.groups import GroupChanges, change_group, create_group, remove_group
from stoa.services.identity.domain.address import several
from stoa.services.identity.queries.groups import list_groups, load_group
from stoa.services.identity.queries.people import people_of_addresses

_LIST = "identity/groups.html"
_ONE = "identity/group.html"


class GroupPages(Controller):
    path = "/admin/groups"

    @get("/", opt=roles("administrator", "manager"))
    async def list(self, caller: Caller, db: Database, pages: Pages, done: str = "") -> Response[Any]:
        found = await list_groups(db, caller)
        return pages.show(_LIST, caller, groups=found, name="", done=done)

    @post("/", opt=roles("administrator"))
    async def create(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        name = form.text("name")
        try:
            group = await first_answer(create_group(db, caller, name), UUID)
        except Refusal as error:
            found = await list_groups(db, caller)
            return form.again(error, _LIST, groups=found, name=name, done="")
        return go_on(form.request, f"/admin/groups/{group}")

    @get("/{group:uuid}", opt=roles("administrator", "manager"))
    async def show(
        self, group: UUID, caller: Caller, db: Database, pages: Pages, done: str = ""
    ) -> Response[Any]:
        found = await load_group(db, caller, group)
        name = found.group.name
        return pages.show(_ONE, caller, found=found, name=name, addresses="", done=done)

    @post("/{group:uuid}", opt=roles("administrator"))
    async def rename(self, group: UUID, form: Form, caller: Caller, db: Database) -> Response[Any]:
        name = form.text("name")
        try:
            await first_answer(change_group(db, caller, group, GroupChanges(name=name)), UUID)
        except Refusal as error:
            values = {"found": await load_group(db, caller, group), "name": name, "addresses": "", "done": ""}
            return form.again(error, _ONE, **values)
        return go_on(form.request, f"/admin/groups/{group}?done=saved")

    @post("/{group:uuid}/people", opt=roles("administrator"))
    async def add(self, group: UUID, form: Form, caller: Caller, db: Database) -> Response[Any]:
        """People by their addresses, as many as one likes, as members or as managers."""
        addresses, manages = form.text("addresses"), form.text("as") == "manager"
        try:
            people = await people_of_addresses(db, caller, several(addresses))
            changes = GroupChanges(add_managers=people) if manages else GroupChanges(add_members=people)
            await first_answer(change_group(db, caller, group, changes), UUID)
        except Refusal as error:
            found = await load_group(db, caller, group)
            values = {"found": found, "name": found.group.name, "addresses": addresses, "done": ""}
            return form.again(error, _ONE, **values)
        return go_on(form.request, f"/admin/groups/{group}?done=added")

    @post("/{group:uuid}/people/{person:uuid}/remove", opt=roles("administrator"))
    async def take_out(
        self, group: UUID, person: UUID, form: Form, caller: Caller, db: Database
    ) -> Response[Any]:
        gone = [PersonId(person)]
        manages = form.text("as") == "manager"
        changes = GroupChanges(remove_managers=gone) if manages else GroupChanges(remove_members=gone)
        await first_answer(change_group(db, caller, group, changes), UUID)
        return go_on(form.request, f"/admin/groups/{group}?done=taken_out")

    @post("/{group:uuid}/remove", opt=roles("administrator"))
    async def remove(self, group: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(remove_group(db, caller, group), UUID)
        return go_on(request, "/admin/groups?done=removed")
