"""One item of an attempt in place: respond, ask for help, try again."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Conflict, Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.assessment.commands.attempts import ask_hint, show_answer
from stoa.services.assessment.commands.responses import Intake, respond
from stoa.services.assessment.domain.item import Given
from stoa.services.assessment.pages.answers import back_to, framed
from stoa.services.assessment.pages.forms import given_in, think_time_in
from stoa.services.assessment.queries.attempts import AttemptShown, item_shown
from stoa.services.assessment.store.shelf import Shelf


class AttemptItems(Controller):
    path = "/assess/attempts/{attempt:uuid}/items/{item:uuid}"

    @get("/", opt=signed_in())
    async def again(
        self,
        request: AnyRequest,
        attempt: UUID,
        item: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
    ) -> Response[Any]:
        """Open for another try, with what was given before."""
        shown, _ = await item_shown(db, shelf, caller, attempt, item)
        return _item(request, pages, caller, shown, item, again=True)

    @post("/responses", status_code=200, opt=signed_in())
    async def respond(
        self,
        request: AnyRequest,
        attempt: UUID,
        item: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        intake: Intake,
        pages: Pages,
    ) -> Response[Any]:
        """What is no response comes back as it was typed, with what would be one; it costs no try."""
        _, paper = await shelf.open(db, caller, attempt)
        form = await request.form()
        given = given_in(form, paper.item_set.item(item).kind)
        wrong = None
        try:
            await respond(db, shelf, intake, caller, attempt, item, given, think_time_in(form))
        except (Invalid, Conflict) as refusal:
            wrong = refusal
        shown, _ = await item_shown(db, shelf, caller, attempt, item)
        if wrong is None:
            return _item(request, pages, caller, shown, item, fresh=True)
        typed = given if isinstance(wrong, Invalid) else None
        return _item(
            request, pages, caller, shown, item, wrong=pages.words(wrong, caller.locale), typed=typed
        )

    @post("/hints/{number:int}", status_code=200, opt=signed_in())
    async def hint(
        self,
        request: AnyRequest,
        attempt: UUID,
        item: UUID,
        number: int,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
    ) -> Response[Any]:
        """The ladder of hints alone, so that what is being typed stays."""
        await ask_hint(db, shelf, caller, attempt, item, number)
        shown, one = await item_shown(db, shelf, caller, attempt, item)
        if not scripted(request):
            return _item(request, pages, caller, shown, item)
        return pages.fragment("assessment/_hints.html", caller, attempt=shown, item=one, fresh=True)

    @post("/answer", status_code=200, opt=signed_in())
    async def answer(
        self,
        request: AnyRequest,
        attempt: UUID,
        item: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
    ) -> Response[Any]:
        await show_answer(db, shelf, caller, attempt, item)
        shown, _ = await item_shown(db, shelf, caller, attempt, item)
        return _item(request, pages, caller, shown, item, fresh=True)


def _item(
    request: AnyRequest,
    pages: Pages,
    caller: Caller,
    shown: AttemptShown,
    item: UUID,
    *,
    again: bool = False,
    fresh: bool = False,
    wrong: str | None = None,
    typed: Given | None = None,
) -> Response[Any]:
    """fresh: what is new is focused, so that it is read aloud. Without scripts the whole attempt comes."""
    page = shown.page_of(item)
    if not scripted(request) and wrong is None and not again:
        return back_to(shown.registration, shown.item_set, page=page, item=item)
    values: dict[str, Any] = {
        "attempt": shown,
        "wrong": {str(item): wrong},
        "typed": {str(item): typed},
        "again": item if again else None,
    }
    if not scripted(request):
        return framed(request, pages, caller, shown.title, "attempt", number=page, view=None, **values)
    return pages.fragment(
        "assessment/_answered.html", caller, item=shown.items[item], number=page, fresh=fresh, **values
    )
