"""Runs for those who teach: the list, making one, changing its dates, ending it."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock, time_zones
from stoa.kernel.errors import Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands import runs
from stoa.services.tracking.domain.run import TEACHING_STAFF, Phase, Run
from stoa.services.tracking.pages.run_form import RunForm, read_form, shown
from stoa.services.tracking.queries import teaching

_FORM = "tracking/run_form.html"


class TaughtRuns(Controller):
    path = "/teach"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def list_runs(self, caller: Caller, db: Database, clock: Clock, pages: Pages) -> Response[bytes]:
        """Every run that one teaches, with how its learners are doing."""
        taught = await teaching.taught_runs(db, clock, caller)
        page = {"title": pages.gettext("Teaching", caller.locale), "wide": True}
        return pages.show("tracking/runs.html", caller, page=page, runs=taught, now=clock())

    @get("/runs/new", opt=roles(*TEACHING_STAFF))
    async def new(
        self,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        clock: Clock,
        pages: Pages,
        course: UUID | None = None,
        q: Annotated[str, QueryParameter(max_length=200)] = "",
    ) -> Response[bytes]:
        """First the course, then the dates."""
        if course is not None:
            title = await teaching.course_title(db, caller, course)
            typed, action = RunForm(time_zone=caller.time_zone), f"/teach/runs/new?course={course}"
            return pages.show(_FORM, caller, **_values(pages, caller, typed, action, title))
        found = await teaching.courses_to_schedule(db, clock, caller, q)
        values: dict[str, Any] = {"found": found, "q": q}
        if scripted(request):
            return pages.fragment("tracking/_pick_course.html", caller, **values)
        return pages.show("tracking/pick_course.html", caller, page=_page(pages, caller), **values)

    @post("/runs/new", opt=roles(*TEACHING_STAFF))
    async def schedule(
        self, form: Form, course: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        typed = read_form(form)
        try:
            making = runs.schedule_run(db, caller, course, typed.schedule(), typed.teachers() or ())
            made = await first_answer(making, runs.Scheduled)
        except Refusal as refusal:
            title = await teaching.course_title(db, caller, course)
            action = f"/teach/runs/new?course={course}"
            values = _values(pages, caller, typed, action, title)
            return form.again(refusal, _FORM, **values)
        return go_on(form.request, f"/teach/runs/{made.run}/enrol")

    @get("/runs/{run:uuid}/dates", opt=roles(*TEACHING_STAFF))
    async def dates(
        self, run: UUID, caller: Caller, db: Database, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """What may be changed of it, and its end."""
        held, version, entered = await teaching.see_schedule(db, caller, run)
        values = _dated(pages, caller, shown(held), version.title, held, entered, clock())
        return pages.show(_FORM, caller, **values)

    @post("/runs/{run:uuid}/dates", opt=roles(*TEACHING_STAFF))
    async def reschedule(
        self, form: Form, run: UUID, caller: Caller, db: Database, clock: Clock, pages: Pages
    ) -> Response[Any]:
        typed = read_form(form)
        try:
            chosen, known = typed.teachers(), typed.known_teachers()
            await runs.reschedule_run(db, caller, run, typed.schedule(), chosen, known)
        except Repeated:
            pass
        except Refusal as refusal:
            held, version, entered = await teaching.see_schedule(db, caller, run)
            if typed.instructors is None:
                there = shown(held)
                typed = replace(typed, instructors=there.instructors, known=there.known)
            values = _dated(pages, caller, typed, version.title, held, entered, clock())
            return form.again(refusal, _FORM, **values)
        teaches = await teaching.teaches(db, caller, run)
        return go_on(form.request, f"/teach/runs/{run}" if teaches else "/teach")

    @post("/runs/{run:uuid}/close", opt=roles(*TEACHING_STAFF))
    async def close(self, run: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(runs.close_run(db, caller, run), runs.Scheduled)
        return go_on(request, f"/teach/runs/{run}/dates")

    @post("/runs/{run:uuid}/delete", opt=roles(*TEACHING_STAFF))
    async def delete(self, run: UUID, request: AnyRequest, caller: Caller, db: Database) -> Response[Any]:
        await first_answer(runs.delete_run(db, caller, run), runs.Scheduled)
        return go_on(request, "/teach")


def _dated(
    pages: Pages, caller: Caller, typed: RunForm, course_title: str, run: Run, entered: bool, now: datetime
) -> dict[str, Any]:
    """Of a run that there is. entered: somebody was ever in it."""
    values = _values(pages, caller, typed, f"/teach/runs/{run.id}/dates", course_title, run.id)
    may_close = entered and run.schedule.phase(now) is not Phase.ENDED
    return values | {"may_close": may_close, "may_delete": not entered}


def _values(
    pages: Pages, caller: Caller, typed: RunForm, action: str, course_title: str, run: UUID | None = None
) -> dict[str, Any]:
    return {
        "page": _page(pages, caller, course_title, run),
        "typed": typed,
        "action": action,
        "run": run,
        "time_zones": time_zones(),
        "teaching_staff": TEACHING_STAFF,
        "may_leave": caller.has("administrator"),
        "may_close": False,
        "may_delete": False,
    }


def _page(pages: Pages, caller: Caller, lead: str = "", run: UUID | None = None) -> dict[str, Any]:
    say = partial(pages.gettext, locale=caller.locale)
    crumbs = [{"label": say("Teaching"), "href": "/teach"}]
    if run is not None:
        crumbs.append({"label": lead, "href": f"/teach/runs/{run}"})
    return {"title": say("Dates and places") if run else say("New run"), "lead": lead, "crumbs": crumbs}
