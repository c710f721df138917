"""An item set in the player, in a film or on a page of its own: begin, go on, hand in, look back."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.assessment.commands.attempts import Started, start_attempt, submit_attempt
from stoa.services.assessment.pages.answers import Tag, back_to, ended_events, framed, told
from stoa.services.assessment.queries.attempts import AttemptShown, attempt_shown
from stoa.services.assessment.queries.overview import Overview, overview
from stoa.services.assessment.store.shelf import Shelf

Page = Annotated[int | None, QueryParameter(ge=0, le=200)]
Tries = Annotated[int, QueryParameter(ge=0, le=100_000)]
_MOST_TRIES = 10
"""Seconds until what seemed to be on its way counts as not completed."""


class Assess(Controller):
    path = "/assess"

    @get("/{registration:uuid}/{item_set:uuid}", opt=signed_in())
    async def open(
        self,
        request: AnyRequest,
        registration: UUID,
        item_set: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        page: Page = None,
        locale: Tag = None,
        tries: Tries = 0,
    ) -> Response[Any]:
        """The attempt that is open, else the last result, else the way to begin."""
        waiting: dict[str, Any] = {
            "registration": registration,
            "item_set": item_set,
            "locale_wanted": locale,
            "tries": tries,
        }
        try:
            view = await overview(db, shelf, caller, registration, item_set, locale, clock())
        except Unavailable:
            if not scripted(request):
                raise
            return pages.fragment("assessment/_waiting.html", caller, **waiting, enrolled=False)
        attempt = view.open or view.last
        if attempt is None:
            if view.locked and scripted(request) and tries < _MOST_TRIES:
                # The player shows no set that is locked: here, the news of what was completed is to come.
                return pages.fragment("assessment/_waiting.html", caller, **waiting, enrolled=True)
            return framed(request, pages, caller, view.title, "start", view=view, locale_wanted=locale)
        shown = await attempt_shown(db, shelf, caller, attempt, locale)
        return _shown(request, pages, caller, shown, view, page)

    @post("/{registration:uuid}/{item_set:uuid}/attempts", status_code=200, opt=signed_in())
    async def begin(
        self,
        request: AnyRequest,
        registration: UUID,
        item_set: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        locale: Tag = None,
    ) -> Response[Any]:
        starting = start_attempt(db, shelf, caller, registration, item_set, locale)
        started = await first_answer(starting, Started)
        if not scripted(request):
            return back_to(registration, item_set, locale=locale)
        view = await overview(db, shelf, caller, registration, item_set, locale, clock())
        shown = await attempt_shown(db, shelf, caller, started.attempt, locale)
        return _shown(request, pages, caller, shown, view, None)

    @post("/attempts/{attempt:uuid}/submit", status_code=200, opt=signed_in())
    async def hand_in(
        self,
        request: AnyRequest,
        attempt: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        locale: Tag = None,
    ) -> Response[Any]:
        await submit_attempt(db, shelf, caller, attempt)
        shown = await attempt_shown(db, shelf, caller, attempt, locale)
        if not scripted(request):
            return back_to(shown.registration, shown.item_set, locale=locale)
        view = await overview(db, shelf, caller, shown.registration, shown.item_set, locale, clock())
        return told(_shown(request, pages, caller, shown, view, None), ended_events(shown))


def _shown(
    request: AnyRequest, pages: Pages, caller: Caller, shown: AttemptShown, view: Overview, page: int | None
) -> Response[Any]:
    if shown.result is not None:
        return framed(request, pages, caller, shown.title, "result", attempt=shown, view=view)
    number = shown.next_page if page is None else min(page, len(shown.pages) - 1)
    return framed(request, pages, caller, shown.title, "attempt", attempt=shown, view=view, number=number)
