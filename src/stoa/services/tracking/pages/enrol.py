"""Enrolling people in a run: by name, by list, by group, by invite."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid, Refusal
from stoa.runtime import surroundings
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, Typed, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands import enrolments, runs
from stoa.services.tracking.domain.admission import MOST_USES
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.run_form import parse_ids, run_page
from stoa.services.tracking.queries import teaching

_PAGE = "tracking/enrol.html"


class EnrolPages(Controller):
    path = "/teach/runs/{run:uuid}"

    @get("/enrol", opt=roles(*TEACHING_STAFF))
    async def enrol_form(
        self, run: UUID, caller: Caller, db: Database, pages: Pages, clock: Clock
    ) -> Response[bytes]:
        """People found by name, a list, groups; and invites."""
        values = await _enrol_values(run, caller, db, pages, clock)
        return pages.show(_PAGE, caller, **values)

    @post("/enrol", opt=roles(*TEACHING_STAFF))
    async def enrol(
        self, form: Form, run: UUID, caller: Caller, db: Database, pages: Pages, clock: Clock
    ) -> Response[Any]:
        try:
            ids = [*_ids(form, "people"), *parse_ids(form.text("ids"))]
            groups, despite = _ids(form, "groups"), form.ticked("despite_prerequisites")
            outcome = await enrolments.enrol_people(
                db, caller, run, ids, groups, despite_prerequisites=despite
            )
        except Repeated:
            return go_on(form.request, f"/teach/runs/{run}")
        except Refusal as refusal:
            values = await _enrol_values(run, caller, db, pages, clock)
            return form.again(refusal, _PAGE, **values)
        if scripted(form.request):
            return pages.fragment("tracking/_enrolled.html", caller, outcome=outcome, run=run)
        values = await _enrol_values(run, caller, db, pages, clock)
        values["outcome"] = outcome
        return pages.show(_PAGE, caller, **values)

    @post("/invites", opt=roles(*TEACHING_STAFF))
    async def invite(
        self, form: Form, run: UUID, caller: Caller, db: Database, pages: Pages, clock: Clock
    ) -> Response[Any]:
        days, uses = form.text("days"), form.text("uses")
        try:
            expires_at = clock() + timedelta(days=_number(days, "days", 365)) if days else None
            count = _number(uses, "uses", MOST_USES) if uses else None
            await runs.make_invite(db, caller, run, expires_at=expires_at, uses=count)
        except Repeated:
            return go_on(form.request, f"/teach/runs/{run}/enrol#invites")
        except Refusal as refusal:
            values = await _enrol_values(run, caller, db, pages, clock)
            return form.again(refusal, _PAGE, **values)
        return await _invites(form.request, run, caller, db, pages, clock)

    @post("/invites/{invite:uuid}/revoke", opt=roles(*TEACHING_STAFF))
    async def revoke(
        self,
        request: AnyRequest,
        run: UUID,
        invite: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
        clock: Clock,
    ) -> Response[Any]:
        await runs.revoke_invite(db, caller, run, invite)
        return await _invites(request, run, caller, db, pages, clock)


async def _enrol_values(
    run: UUID, caller: Caller, db: Database, pages: Pages, clock: Clock
) -> dict[str, Any]:
    held, version = await teaching.see_run(db, caller, run)
    return {
        "page": run_page(pages, caller, version.title, held),
        "run": held,
        "invites": await teaching.invites_of(db, caller, run),
        "origin_of_app": surroundings.origin.get(),
        "now": clock(),
        "outcome": None,
    }


async def _invites(
    request: AnyRequest,
    run: UUID,
    caller: Caller,
    db: Database,
    pages: Pages,
    clock: Clock,
) -> Response[Any]:
    if not scripted(request):
        return go_on(request, f"/teach/runs/{run}/enrol#invites")
    held, _ = await teaching.see_run(db, caller, run)
    return pages.fragment(
        "tracking/_invites.html",
        caller,
        run=held,
        invites=await teaching.invites_of(db, caller, run),
        origin_of_app=surroundings.origin.get(),
        now=clock(),
    )


def _ids(typed: Typed, name: str) -> list[UUID]:
    return parse_ids(" ".join(typed.several(name)))


def _number(text: str, field: str, most: int) -> int:
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= most:
        raise Invalid("number.out_of_range", field=field, least=1, most=most, given=text[:20])
    return int(text)
