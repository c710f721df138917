"""Pages of messages: a conversation as either side reads it, the learner's list, the inbox of a run."""

from contextlib import suppress
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import Provide
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Conflict, NotFound, Refusal
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, Typed, first_answer, go_on, toast
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.commands import messages
from stoa.services.tracking.domain.conversation import MOST_MESSAGES, Conversation, Side, Words, page_with
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.pages.run_form import run_page
from stoa.services.tracking.pages.wording import language_name, offered_languages
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries.messages import (
    ConversationPage,
    see_conversation,
    see_inbox,
    see_opening,
    see_own,
    vouch,
)
from stoa.services.tracking.queries.teaching import see_run

Number = Annotated[int, QueryParameter(ge=1, le=1_000)]
_CONVERSATION, _ASK = "tracking/conversation.html", "tracking/ask.html"


class Reading:
    """A conversation, for whoever of it asks."""

    def __init__(
        self,
        conversation: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        vouchers: Vouchers,
        clock: Clock,
        pages: Pages,
    ) -> None:
        self.id = conversation
        self.address = f"/messages/{conversation}"
        self.caller = caller
        self.db = db
        self.pages = pages
        self._shelf = shelf
        self._vouchers = vouchers
        self._clock = clock

    async def values(self, page: int | None = None, typed: Words | None = None) -> dict[str, Any]:
        """typed: what comes back with a fault."""
        seen = await see_conversation(self.db, self._shelf, self.caller, self.id, page)
        return {
            "page": self._heading(seen),
            "seen": seen,
            "held": seen.held,
            "typed": typed or Words("", self.caller.locale),
            "refused": self._refused(seen),
            "voucher_of": partial(vouch, self._vouchers, self.caller, seen.held, now=self._clock()),
            **_tongues(self.caller, typed.locale if typed else ""),
        }

    async def one(self, number: int) -> dict[str, Any]:
        """Of one message. Raises NotFound."""
        values = await self.values(page_with(number))
        found = [one for one in values["seen"].messages if one.number == number]
        if not found:
            raise NotFound("message.unknown")
        return {**values, "one": found[0]}

    def _heading(self, seen: ConversationPage) -> dict[str, Any]:
        listed = self.pages.gettext("Messages", self.caller.locale)
        course = seen.version.title if seen.version else seen.run.schedule.title
        titled = self._titled(seen.held.conversation)
        if seen.held.side is Side.STAFF:
            heading = run_page(self.pages, self.caller, titled["title"], seen.run)
            crumbs = [{"label": course or listed, "href": f"/teach/runs/{seen.run.id}"}]
            return {**heading, **titled, "wide": False, "crumbs": [*heading["crumbs"], *crumbs]}
        return {**titled, "lead": course, "crumbs": [{"label": listed, "href": "/messages"}]}

    def _titled(self, conversation: Conversation) -> dict[str, Any]:
        """By its subject, unless that was withdrawn with the first message."""
        if not conversation.subject:
            return {"title": self.pages.gettext("Message withdrawn", self.caller.locale)}
        return {"title": conversation.subject, "tongue": in_language(conversation.locale)}

    def _refused(self, seen: ConversationPage) -> str | None:
        """Why nothing more can be said in it."""
        try:
            seen.held.check_open()
        except Conflict as refusal:
            return self.pages.words(refusal, self.caller)
        return None


class MessagePages(Controller):
    path = "/messages"
    dependencies = {"reading": Provide(Reading, sync_to_thread=False)}

    @get("/{conversation:uuid}", opt=signed_in())
    async def read(
        self, reading: Reading, page: Annotated[int | None, QueryParameter(ge=1, le=1_000)] = None
    ) -> Response[bytes]:
        """What was said, the last page of it. The page says so once it was seen."""
        return reading.pages.show(_CONVERSATION, reading.caller, **await reading.values(page))

    @post("/{conversation:uuid}", opt=signed_in())
    async def write(self, form: Form, reading: Reading, objects: Objects) -> Response[Any]:
        typed = _typed(form)
        try:
            sent = await messages.write(reading.db, objects, reading.caller, reading.id, typed)
        except Repeated:
            return go_on(form.request, reading.address)
        except NotFound:
            raise
        except Refusal as refusal:
            return form.again(refusal, _CONVERSATION, **await reading.values(typed=typed))
        page = page_with(sent.number)
        return go_on(form.request, reading.address if page == 1 else f"{reading.address}?page={page}")

    @post("/{conversation:uuid}/seen", opt=signed_in())
    async def seen(self, form: Form, reading: Reading) -> Response[Any]:
        with suppress(Repeated):
            await messages.mark_seen(reading.db, reading.caller, reading.id, _number(form))
        if scripted(form.request):
            return Response(None, status_code=204)
        return go_on(form.request, reading.address)

    @post("/{conversation:uuid}/close", opt=roles(*TEACHING_STAFF))
    async def close(self, form: Form, reading: Reading) -> Response[Any]:
        try:
            await messages.close(reading.db, reading.caller, reading.id, _number(form))
        except Repeated:
            pass
        except Conflict as refusal:
            return form.again(refusal, _CONVERSATION, **await reading.values())
        return go_on(form.request, reading.address)

    @post("/{conversation:uuid}/reopen", opt=roles(*TEACHING_STAFF))
    async def reopen(self, request: AnyRequest, reading: Reading) -> Response[Any]:
        with suppress(Repeated):
            await messages.reopen(reading.db, reading.caller, reading.id)
        return go_on(request, reading.address)

    @post("/{conversation:uuid}/{number:int}/withdraw", opt=signed_in(), status_code=200)
    async def withdraw(self, request: AnyRequest, number: int, reading: Reading) -> Response[Any]:
        """It says so, and for ten seconds it can be undone; later by its button."""
        with suppress(Repeated):
            await messages.withdraw(reading.db, reading.caller, reading.id, number)
        answer = await _one(request, number, reading)
        said = reading.pages.gettext("The message is withdrawn. Nobody else reads it.", reading.caller.locale)
        answer.headers.update(toast(said, undo=f"{reading.address}/{number}/restore"))
        return answer

    @post("/{conversation:uuid}/{number:int}/restore", opt=signed_in(), status_code=200)
    async def restore(self, request: AnyRequest, number: int, reading: Reading) -> Response[Any]:
        with suppress(Repeated):
            await messages.restore(reading.db, reading.caller, reading.id, number)
        return await _one(request, number, reading)

    @get("/{conversation:uuid}/{number:int}", opt=signed_in())
    async def shown(self, request: AnyRequest, number: int, reading: Reading) -> Response[Any]:
        """One of them, as it is now."""
        return await _one(request, number, reading)


class OwnMessages(Controller):
    path = "/messages"

    @get("/", opt=signed_in())
    async def own(self, caller: Caller, db: Database, pages: Pages, page: Number = 1) -> Response[bytes]:
        """What one has asked as a learner, and whether somebody has answered."""
        lead = pages.gettext("Between you and those who teach your courses.", caller.locale)
        return pages.show(
            "tracking/conversations.html",
            caller,
            page={"title": pages.gettext("Messages", caller.locale), "lead": lead},
            seen=await see_own(db, caller, page),
            number=page,
            in_language=in_language,
        )


class AskPages(Controller):
    path = "/learn/{registration:uuid}/ask"

    @get("/", opt=signed_in())
    async def form(
        self,
        registration: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        pages: Pages,
        about: UUID | None = None,
    ) -> Response[bytes]:
        """A message to those who teach, about the course or one of its objects."""
        typed = Words("", caller.locale)
        values = await _asked(registration, about, typed, caller, db, shelf, pages)
        return pages.show(_ASK, caller, **values)

    @post("/", opt=signed_in())
    async def ask(
        self,
        form: Form,
        registration: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        objects: Objects,
        pages: Pages,
    ) -> Response[Any]:
        typed, about = _typed(form), _about(form)
        asking = messages.ask(db, shelf, objects, caller, registration, typed, about)
        try:
            sent = await first_answer(asking, messages.Sent)
        except NotFound:
            raise
        except Refusal as refusal:
            values = await _asked(registration, about, typed, caller, db, shelf, pages)
            return form.again(refusal, _ASK, **values)
        return go_on(form.request, f"/messages/{sent.conversation}")


class InboxPages(Controller):
    path = "/teach/runs/{run:uuid}/messages"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def inbox(
        self, run: UUID, caller: Caller, db: Database, pages: Pages, page: Number = 1
    ) -> Response[bytes]:
        """What the learners of the run ask. Who does not teach it is told that it is between those who do."""
        try:
            seen = await see_inbox(db, caller, run, page)
        except NotFound:
            held, version = await see_run(db, caller, run)
            listed = None
        else:
            held, version, listed = seen.run, seen.version, seen.conversations
        return pages.show(
            "tracking/inbox.html",
            caller,
            page=run_page(pages, caller, version.title, held),
            run=held,
            seen=listed,
            number=page,
            in_language=in_language,
        )


def _typed(form: Typed) -> Words:
    return Words(form.text("text"), form.text("locale"), form.text("subject"))


def _number(form: Typed) -> int:
    """Of the last message that was on the page; 0 for what is none."""
    given = form.text("number")
    return int(given) if given.isdecimal() and len(given) <= len(str(MOST_MESSAGES)) else 0


def _about(form: Typed) -> UUID | None:
    """Raises NotFound for what no object has."""
    given = form.text("about")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise NotFound("object.unknown") from None


async def _asked(
    registration: UUID,
    about: UUID | None,
    typed: Words,
    caller: Caller,
    db: Database,
    shelf: Shelf,
    pages: Pages,
) -> dict[str, Any]:
    """refused: why nothing can be asked here, or nothing more."""
    title = pages.gettext("Ask those who teach", caller.locale)
    values = {
        "registration": registration,
        "typed": typed,
        "about": None,
        "refused": None,
        "page": {"title": title},
        **_tongues(caller, typed.locale),
    }
    try:
        there, version, thing = await see_opening(db, shelf, caller, registration, about)
    except Conflict as refusal:
        return {**values, "refused": pages.words(refusal, caller)}
    crumbs = [{"label": version.title, "href": f"/courses/{there.run.course}"}]
    page = {"title": title, "lead": there.run.schedule.title, "crumbs": crumbs}
    return {**values, "page": page, "about": thing, "course_tongue": in_language(version.locale)}


async def _one(request: AnyRequest, number: int, reading: Reading) -> Response[Any]:
    if not scripted(request):
        return go_on(request, reading.address)
    values = await reading.one(number)
    return reading.pages.fragment(
        "tracking/_message.html", reading.caller, pressed=request.method == "POST", **values
    )


def _tongues(caller: Caller, *spoken: str) -> dict[str, Any]:
    return {
        "in_language": in_language,
        "name_of": lambda locale: language_name(locale, caller.locale),
        "foreign": lambda locale: locale.split("-")[0] != caller.locale.split("-")[0],
        "languages": offered_languages(caller.locale, *filter(None, spoken)),
    }
