"""One item of an attempt in place: respond, ask for help, try again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import Provide

from stoa.kernel.errors import Conflict, Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.assessment.commands.attempts import ask_hint, show_answer
from stoa.services.assessment.commands.responses import Intake, respond
from stoa.services.assessment.domain.item import Given
from stoa.services.assessment.domain.shown import ShownItem
from stoa.services.assessment.pages.answers import Tag, back_to, framed
from stoa.services.assessment.pages.forms import given_in, think_time_in
from stoa.services.assessment.queries.attempts import AttemptShown, item_shown
from stoa.services.assessment.store.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ItemOpen:
    """An item of an attempt, as who asks may see it."""

    request: AnyRequest
    attempt: UUID
    item: UUID
    caller: Caller
    db: Database
    shelf: Shelf
    pages: Pages
    locale: Tag = None

    async def load(self) -> tuple[AttemptShown, ShownItem]:
        return await item_shown(self.db, self.shelf, self.caller, self.attempt, self.item, self.locale)

    async def show(
        self,
        *,
        again: bool = False,
        fresh: bool = False,
        wrong: str | None = None,
        typed: Given | None = None,
    ) -> Response[Any]:
        """fresh: what is new is focused, to be read aloud. Without scripts the whole attempt comes."""
        shown, item = await self.load()
        page = shown.page_of(self.item)
        alone = scripted(self.request)
        if not alone and wrong is None and not again:
            return back_to(shown.registration, shown.item_set, page=page, item=self.item, locale=self.locale)
        values: dict[str, Any] = {
            "attempt": shown,
            "wrong": {str(self.item): wrong},
            "typed": {str(self.item): typed},
            "again": self.item if again else None,
            "number": page,
        }
        if not alone:
            return framed(self.request, self.pages, self.caller, shown.title, "attempt", view=None, **values)
        return self.pages.fragment("assessment/_answered.html", self.caller, item=item, fresh=fresh, **values)


class AttemptItems(Controller):
    path = "/assess/attempts/{attempt:uuid}/items/{item:uuid}"
    dependencies = {"here": Provide(ItemOpen, sync_to_thread=False)}

    @get("/", opt=signed_in())
    async def again(self, here: ItemOpen) -> Response[Any]:
        """Open for another try, with what was given before."""
        return await here.show(again=True)

    @post("/responses", status_code=200, opt=signed_in())
    async def respond(self, here: ItemOpen, intake: Intake) -> Response[Any]:
        """What is no response comes back as it was typed, with what would be one; it costs no try."""
        db, shelf, caller, attempt, item = here.db, here.shelf, here.caller, here.attempt, here.item
        _, paper = await shelf.open(db, caller, attempt)
        form = await here.request.form()
        given = given_in(form, paper.item_set.item(item).kind)
        try:
            await respond(db, shelf, intake, caller, attempt, item, given, think_time_in(form), here.locale)
        except (Invalid, Conflict) as refusal:
            typed = given if isinstance(refusal, Invalid) else None
            return await here.show(wrong=here.pages.words(refusal, caller), typed=typed)
        return await here.show(fresh=True)

    @post("/hints/{number:int}", status_code=200, opt=signed_in())
    async def hint(self, here: ItemOpen, number: int) -> Response[Any]:
        """The ladder of hints alone, so that what is being typed stays."""
        await ask_hint(here.db, here.shelf, here.caller, here.attempt, here.item, number)
        if not scripted(here.request):
            return await here.show()
        shown, item = await here.load()
        return here.pages.fragment(
            "assessment/_hints.html", here.caller, attempt=shown, item=item, fresh=True
        )

    @post("/answer", status_code=200, opt=signed_in())
    async def answer(self, here: ItemOpen) -> Response[Any]:
        await show_answer(here.db, here.shelf, here.caller, here.attempt, here.item)
        return await here.show(fresh=True)
