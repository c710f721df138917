"""The administrator's people: find, register, change, invite, export."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import Parameter

from stoa.kernel.clock import time_zones
from stoa.kernel.errors import Refusal
from stoa.kernel.ids import PersonId
from stoa.kernel.sheet import write_sheet
from stoa.runtime import surroundings, words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, Typed, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.account import invite
from stoa.services.identity.commands.people import Changes, NewPerson, change_person, register_person
from stoa.services.identity.domain.person import PeopleFilter
from stoa.services.identity.domain.role import Role, parse_roles
from stoa.services.identity.queries.people import list_people, load_person

_FORM = "identity/person.html"
_PAGE_SIZE = 50
_EXPORTED = 500
_STANDINGS: dict[str, tuple[bool | None, bool | None]] = {
    "active": (True, False),
    "waiting": (True, True),
    "inactive": (False, None),
}
"""By the word in the address: active, and waiting for a first password."""


class PeoplePages(Controller):
    path = "/admin/people"

    @get("/", opt=roles("administrator"))
    async def list(
        self,
        caller: Caller,
        db: Database,
        pages: Pages,
        q: Annotated[str, Parameter(max_length=200)] = "",
        role: str = "",
        standing: str = "",
        after: str | None = None,
        done: str = "",
        who: UUID | None = None,
    ) -> Response[Any]:
        wanted = _filter(q, role, standing)
        found = await list_people(db, caller, wanted, after, _PAGE_SIZE)
        about = await load_person(db, caller, PersonId(who)) if who else None
        return pages.show(
            "identity/people.html",
            caller,
            found=found,
            q=q,
            role=role,
            standing=standing,
            after=after,
            all_roles=list(Role),
            done=done,
            about=about,
        )

    @get("/export.csv", opt=roles("administrator"))
    async def export(
        self, caller: Caller, db: Database, q: str = "", role: str = "", standing: str = ""
    ) -> Response[bytes]:
        """Everyone whom the filter finds, in the columns that the import reads."""
        wanted, rows, after = _filter(q, role, standing), [], None
        while True:
            found = await list_people(db, caller, wanted, after, _EXPORTED)
            rows += [
                (
                    each.person.email,
                    each.person.name,
                    "|".join(each.person.roles),
                    each.person.locale,
                    "|".join(each.groups),
                    "active" if each.person.active else "inactive",
                )
                for each in found.people
            ]
            after = found.next
            if after is None:
                break
        return csv_file(
            "people.csv", write_sheet(["email", "name", "roles", "language", "groups", "state"], rows)
        )

    @get("/new", opt=roles("administrator"))
    async def blank(self, caller: Caller, pages: Pages) -> Response[Any]:
        empty = NewPerson(email="", name="", roles=["learner"], locale=caller.locale)
        return pages.show(_FORM, caller, **_form(empty, None))

    @post("/new", opt=roles("administrator"))
    async def register(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        new = _read(form)
        try:
            person = await first_answer(register_person(db, caller, new), UUID)
        except Refusal as error:
            return form.again(error, _FORM, **_form(new, None))
        return go_on(form.request, f"/admin/people/{person}?done=registered")

    @get("/{person:uuid}", opt=roles("administrator"))
    async def show(
        self, person: UUID, caller: Caller, db: Database, pages: Pages, done: str = ""
    ) -> Response[Any]:
        known = await load_person(db, caller, PersonId(person))
        typed = NewPerson(
            email=known.person.email,
            name=known.person.name,
            roles=known.person.roles,
            locale=known.person.locale,
            time_zone=known.person.time_zone,
        )
        return pages.show(_FORM, caller, **_form(typed, known, done=done))

    @post("/{person:uuid}", opt=roles("administrator"))
    async def change(self, person: UUID, form: Form, caller: Caller, db: Database) -> Response[Any]:
        typed = _read(form)
        changes = Changes(
            email=typed.email,
            name=typed.name,
            roles=typed.roles,
            locale=typed.locale,
            time_zone=typed.time_zone,
        )
        try:
            await first_answer(change_person(db, caller, PersonId(person), changes), UUID)
        except Refusal as error:
            known = await load_person(db, caller, PersonId(person))
            return form.again(error, _FORM, **_form(typed, known))
        return go_on(form.request, f"/admin/people/{person}?done=saved")

    @post("/{person:uuid}/deactivate", opt=roles("administrator"))
    async def deactivate(
        self, person: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await first_answer(change_person(db, caller, PersonId(person), Changes(active=False)), UUID)
        return go_on(request, f"/admin/people?done=deactivated&who={person}")

    @post("/{person:uuid}/reactivate", opt=roles("administrator"))
    async def reactivate(
        self, person: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await first_answer(change_person(db, caller, PersonId(person), Changes(active=True)), UUID)
        return go_on(request, f"/admin/people?done=reactivated&who={person}")

    @post("/{person:uuid}/invitation", opt=roles("administrator"))
    async def invite(self, person: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """The link is shown on this answer and never again."""
        ((invited, token),) = await invite(db, caller, [PersonId(person)])
        link = f"{surroundings.origin.get()}/invite/{token}"
        return pages.show("identity/invitation_link.html", caller, invited=invited, link=link)


def csv_file(name: str, data: bytes) -> Response[bytes]:
    return Response(
        data,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _filter(words_typed: str, role: str, standing: str) -> PeopleFilter:
    wanted = parse_roles([role], "role") if role else ()
    active, waiting = _STANDINGS.get(standing, (None, None))
    return PeopleFilter(words=words_typed, roles=wanted, active=active, waiting=waiting)


def _read(typed: Typed) -> NewPerson:
    return NewPerson(
        email=typed.text("email"),
        name=typed.text("name"),
        roles=typed.several("roles"),
        locale=typed.text("locale") or None,
        time_zone=typed.text("time_zone") or None,
    )


def _form(typed: NewPerson, known: Any, done: str = "") -> dict[str, Any]:
    return {
        "typed": typed,
        "known": known,
        "done": done,
        "all_roles": list(Role),
        "offered_locales": words.LOCALES,
        "zones": time_zones(),
    }
