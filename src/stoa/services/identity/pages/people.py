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
from stoa.services.identity.queries.roster import follows_of
from stoa.services.identity.queries.wards import care_of

PERSON = "identity/person.html"
_PAGE_SIZE = 50
_EXPORTED = 500
_COLUMNS = ["email", "name", "roles", "language", "groups", "manages", "guardian_of", "state"]
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
            follows = await follows_of(db, caller, [each.person.id for each in found.people])
            rows += [
                (
                    each.person.email,
                    each.person.name,
                    "|".join(each.person.roles),
                    each.person.locale,
                    "|".join(each.groups),
                    "|".join(follows[each.person.id].groups),
                    "|".join(ward.email for ward in follows[each.person.id].wards),
                    "active" if each.person.active else "inactive",
                )
                for each in found.people
            ]
            after = found.next
            if after is None:
                break
        return csv_file("people.csv", write_sheet(_COLUMNS, rows))

    @get("/new", opt=roles("administrator"))
    async def blank(self, caller: Caller, pages: Pages) -> Response[Any]:
        empty = NewPerson(email="", name="", roles=["learner"], locale=caller.locale)
        return pages.show(PERSON, caller, **_form(empty, None))

    @post("/new", opt=roles("administrator"))
    async def register(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        new = _read(form)
        try:
            person = await first_answer(register_person(db, caller, new), UUID)
        except Refusal as error:
            return form.again(error, PERSON, **_form(new, None))
        return go_on(form.request, f"/admin/people/{person}?done=registered")

    @get("/{person:uuid}", opt=roles("administrator"))
    async def show(
        self, person: UUID, caller: Caller, db: Database, pages: Pages, done: str = ""
    ) -> Response[Any]:
        return pages.show(PERSON, caller, **await about_person(db, caller, person, done=done))

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
            return form.again(error, PERSON, **await about_person(db, caller, person, typed))
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


async def about_person(
    db: Database, caller: Caller, person: UUID, typed: NewPerson | None = None, **more: Any
) -> dict[str, Any]:
    """What the page of somebody known shows. typed: None is what is known. Raises NotFound."""
    known = await load_person(db, caller, PersonId(person))
    cared = await care_of(db, caller, PersonId(person))
    here = known.person
    kept = NewPerson(
        email=here.email, name=here.name, roles=here.roles, locale=here.locale, time_zone=here.time_zone
    )
    return {**_form(typed or kept, known), "cared": cared, "addresses": "", **more}


def csv_file(name: str, data: bytes) -> Response[bytes]:
    return Response(
        data,
        media_type="text/csv",
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


def _form(typed: NewPerson, known: Any) -> dict[str, Any]:
    return {
        "typed": typed,
        "known": known,
        "done": "",
        "all_roles": list(Role),
        "offered_locales": words.LOCALES,
        "zones": time_zones(),
    }
