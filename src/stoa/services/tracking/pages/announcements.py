"""Pages of announcements: writing them for a run, reading them as one of its learners."""

from contextlib import suppress
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Refusal
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, Typed, go_on, toast
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.commands import announcements
from stoa.services.tracking.domain.announcement import PAGE_SIZE, Wording
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.run_form import parse_ids, run_page
from stoa.services.tracking.pages.wording import language_name, offered_languages
from stoa.services.tracking.queries.announcements import see_board, see_one, see_staff_board, vouch

Number = Annotated[int, QueryParameter(ge=1, le=1_000)]
_LONGEST_VERSION = 9
"""Digits."""
_POSTED, _EDIT = "tracking/announcements.html", "tracking/announcement_edit.html"


class AnnouncementPages(Controller):
    path = "/teach/runs/{run:uuid}/announcements"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def posted(
        self, run: UUID, caller: Caller, db: Database, pages: Pages, page: Number = 1
    ) -> Response[bytes]:
        """What its learners were told, and telling them something new."""
        values = await _posted(run, caller, db, pages, page, Wording("", "", caller.locale))
        return pages.show(_POSTED, caller, **values)

    @post("/", opt=roles(*TEACHING_STAFF))
    async def announce(
        self, form: Form, run: UUID, caller: Caller, db: Database, objects: Objects, pages: Pages
    ) -> Response[Any]:
        typed = _typed(form)
        try:
            await announcements.announce(db, objects, caller, run, typed)
        except Repeated:
            return go_on(form.request, f"/teach/runs/{run}/announcements")
        except Refusal as refusal:
            return form.again(refusal, _POSTED, **await _posted(run, caller, db, pages, 1, typed))
        return go_on(form.request, f"/teach/runs/{run}/announcements")

    @get("/{announcement:uuid}", opt=roles(*TEACHING_STAFF))
    async def edit(
        self, run: UUID, announcement: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[bytes]:
        values = await _edited(run, announcement, caller, db, pages)
        return pages.show(_EDIT, caller, **values)

    @post("/{announcement:uuid}", opt=roles(*TEACHING_STAFF))
    async def reword(
        self,
        form: Form,
        run: UUID,
        announcement: UUID,
        caller: Caller,
        db: Database,
        objects: Objects,
        pages: Pages,
    ) -> Response[Any]:
        typed, seen = _typed(form), form.text("version")
        try:
            await announcements.reword(db, objects, caller, run, announcement, typed, _version(seen))
        except Repeated:
            return go_on(form.request, f"/teach/runs/{run}/announcements")
        except Refusal as refusal:
            values = await _edited(run, announcement, caller, db, pages, typed, seen)
            return form.again(refusal, _EDIT, **values)
        return go_on(form.request, f"/teach/runs/{run}/announcements")

    @post("/{announcement:uuid}/withdraw", opt=roles(*TEACHING_STAFF), status_code=200)
    async def withdraw(
        self, request: AnyRequest, run: UUID, announcement: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """It says so, and for ten seconds it can be undone; later by its button."""
        with suppress(Repeated):
            await announcements.withdraw(db, caller, run, announcement)
        answer = await _one(request, run, announcement, caller, db, pages)
        said = pages.gettext("The announcement is withdrawn. Learners see it no longer.", caller.locale)
        answer.headers.update(toast(said, undo=f"/teach/runs/{run}/announcements/{announcement}/restore"))
        return answer

    @post("/{announcement:uuid}/restore", opt=roles(*TEACHING_STAFF), status_code=200)
    async def restore(
        self, request: AnyRequest, run: UUID, announcement: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        with suppress(Repeated):
            await announcements.restore(db, caller, run, announcement)
        return await _one(request, run, announcement, caller, db, pages)

    @get("/{announcement:uuid}/shown", opt=roles(*TEACHING_STAFF))
    async def shown(
        self, request: AnyRequest, run: UUID, announcement: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """One of the list, as it is now."""
        return await _one(request, run, announcement, caller, db, pages)


class BoardPages(Controller):
    path = "/learn/{registration:uuid}/announcements"

    @get("/", opt=signed_in())
    async def see(
        self,
        registration: UUID,
        caller: Caller,
        db: Database,
        vouchers: Vouchers,
        clock: Clock,
        pages: Pages,
        page: Number = 1,
    ) -> Response[bytes]:
        """What the learners of the run were told. The page says so once it was seen."""
        board = await see_board(db, caller, registration, page)
        say = partial(pages.gettext, locale=caller.locale)
        crumbs = [{"label": board.version.title, "href": f"/courses/{board.there.run.course}"}]
        return pages.show(
            "tracking/board.html",
            caller,
            page={"title": say("Announcements"), "lead": board.there.run.schedule.title, "crumbs": crumbs},
            board=board,
            registration=registration,
            number=page,
            in_language=in_language,
            voucher_of=partial(vouch, vouchers, caller, now=clock()),
            foreign=lambda locale: locale.split("-")[0] != caller.locale.split("-")[0],
        )

    @post("/read", opt=signed_in())
    async def read(self, form: Form, registration: UUID, caller: Caller, db: Database) -> Response[Any]:
        with suppress(Repeated):
            shown = dict(map(_shown_version, form.several("read")[:PAGE_SIZE]))
            await announcements.mark_read(db, caller, registration, shown)
        if scripted(form.request):
            return Response(None, status_code=204)
        return go_on(form.request, f"/learn/{registration}/announcements")


def _shown_version(value: str) -> tuple[UUID, int]:
    """An announcement and the version in which the page showed it. Raises Invalid."""
    id_, _, version = value.partition(" ")
    return parse_ids(id_ or "-")[0], _version(version)


def _version(typed: str) -> int:
    """0, which none has, for what is no version."""
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST_VERSION else 0


def _typed(form: Typed) -> Wording:
    return Wording(form.text("title"), form.text("text"), form.text("locale"))


async def _posted(
    run: UUID, caller: Caller, db: Database, pages: Pages, number: int, typed: Wording
) -> dict[str, Any]:
    seen = await see_staff_board(db, caller, run, number)
    return {
        "page": run_page(pages, caller, seen.version.title, seen.run),
        "run": seen.run,
        "seen": seen,
        "number": number,
        "typed": typed,
        **_tongues(caller, typed.locale),
    }


async def _edited(
    run: UUID,
    announcement: UUID,
    caller: Caller,
    db: Database,
    pages: Pages,
    typed: Wording | None = None,
    seen: str = "",
) -> dict[str, Any]:
    """typed: what comes back with a fault. seen: the version it was typed over.

    Where another stands by now, its words are shown beside.
    """
    held, version, one = await see_one(db, caller, run, announcement)
    heading = run_page(pages, caller, pages.gettext("Change the announcement", caller.locale), held)
    crumbs = [*heading["crumbs"], {"label": version.title, "href": f"/teach/runs/{run}"}]
    return {
        "page": {**heading, "crumbs": crumbs},
        "run": held,
        "one": one,
        "typed": typed or one.wording,
        "moved": typed is not None and seen != str(one.version),
        **_tongues(caller, one.wording.locale),
    }


async def _one(
    request: AnyRequest, run: UUID, announcement: UUID, caller: Caller, db: Database, pages: Pages
) -> Response[Any]:
    if not scripted(request):
        return go_on(request, f"/teach/runs/{run}/announcements")
    held, _, one = await see_one(db, caller, run, announcement)
    pressed = request.method == "POST"
    return pages.fragment(
        "tracking/_announcement.html", caller, run=held, one=one, pressed=pressed, **_tongues(caller)
    )


def _tongues(caller: Caller, *spoken: str) -> dict[str, Any]:
    return {
        "in_language": in_language,
        "name_of": lambda locale: language_name(locale, caller.locale),
        "languages": offered_languages(caller.locale, *filter(None, spoken)),
    }
