"""The policy of a course: read in words, tried on last week, written anew, put in force."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.errors import Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, faults, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.http.errors import status_of
from stoa.runtime.pages import Pages
from stoa.services.adaptive.commands import policies
from stoa.services.adaptive.domain.written_policy import Trial, WrittenPolicy
from stoa.services.adaptive.pages.policy_form import SAVE, stepped, typed_policy
from stoa.services.adaptive.queries.access import STAFF
from stoa.services.adaptive.queries.policies import check_taught
from stoa.services.adaptive.queries.shown import policy_seen

Version = Annotated[int, QueryParameter(ge=0, le=1_000_000)]
AnyVersion = Annotated[int | None, QueryParameter(ge=0, le=1_000_000)]
_LONGEST_VERSION = 10
_NO_VERSION = -1


class PolicyPages(Controller):
    path = "/editor/courses/{course:uuid}/policy"
    opt = roles(*STAFF)

    @get("/")
    async def show(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
        version: AnyVersion = None,
        done: str = "",
    ) -> Response[Any]:
        seen = await policy_seen(db, caller, course, version)
        return pages.show("adaptive/policy.html", caller, course=course, seen=seen, done=done)

    @get("/edit")
    async def edit(
        self, course: UUID, caller: Caller, db: Database, pages: Pages, version: AnyVersion = None
    ) -> Response[Any]:
        seen = await policy_seen(db, caller, course, version)
        values = {"course": course, "title": seen.title, "policy": seen.shown.data}
        return pages.show("adaptive/policy_edit.html", caller, **values, **faults(pages, caller, None))

    @post("/edit", status_code=200)
    async def write(
        self, form: Form, course: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """Adds, moves and takes away without keeping anything, until it is kept as a new version."""
        operation = form.text("op") or SAVE
        policy = typed_policy(form)
        if operation != SAVE:
            return await _again(form.request, pages, caller, db, course, stepped(policy, operation), None)
        await check_taught(db, caller, course)
        try:
            kept = await first_answer(policies.save_draft(db, caller, course, policy), WrittenPolicy)
        except Refusal as error:
            return await _again(form.request, pages, caller, db, course, policy, error)
        return go_on(form.request, f"/editor/courses/{course}/policy?version={kept.version}&done=saved")

    @post("/versions/{version:int}/activate")
    async def activate(
        self, course: UUID, version: int, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        await check_taught(db, caller, course)
        try:
            await policies.activate(db, caller, course, version)
        except Repeated:
            """It is in force already."""
        return go_on(request, f"/editor/courses/{course}/policy?done=active")

    @get("/trial")
    async def trial(
        self, course: UUID, caller: Caller, db: Database, pages: Pages, version: Version
    ) -> Response[Any]:
        """How far it is, and what came of it."""
        seen = await policy_seen(db, caller, course, version)
        return pages.fragment("adaptive/_trial.html", caller, course=course, seen=seen)

    @post("/trial")
    async def attempt(
        self, form: Form, course: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        version = _version(form.text("version"))
        await check_taught(db, caller, course)
        await first_answer(policies.request_trial(db, caller, course, version), Trial)
        if not scripted(form.request):
            return go_on(form.request, f"/editor/courses/{course}/policy?version={version}#trial")
        seen = await policy_seen(db, caller, course, version)
        return pages.fragment("adaptive/_trial.html", caller, course=course, seen=seen)


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < _LONGEST_VERSION else _NO_VERSION


async def _again(
    request: AnyRequest,
    pages: Pages,
    caller: Caller,
    db: Database,
    course: UUID,
    policy: dict[str, Any],
    error: Refusal | None,
) -> Response[Any]:
    """The form with what was typed. A script shows the problem itself, beside the fields."""
    if error and scripted(request):
        raise error
    values: dict[str, Any] = {"course": course, "policy": policy, **faults(pages, caller, error)}
    if scripted(request):
        return pages.fragment("adaptive/_policy_form.html", caller, **values)
    seen = await policy_seen(db, caller, course, None)
    status = status_of(error) if error else 200
    return pages.show("adaptive/policy_edit.html", caller, status=status, title=seen.title, **values)
