"""Messages between a learner and those who teach a run: one set of doors for both sides."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.objects import Objects
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.commands import messages
from stoa.services.tracking.domain.conversation import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MOST_MESSAGES,
    Conversation,
    Held,
    Listed,
    Message,
    Side,
    Words,
)
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries.messages import see_conversation, see_inbox, see_own, vouch

Page = Annotated[int, QueryParameter(ge=1, le=1_000)]


class Reply(Body, frozen=True, kw_only=True):
    """text: plain, an empty line ends a paragraph. locale: the writer's own where none is given."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
    locale: Annotated[str, Meta(max_length=35)] | None = None

    def words(self, caller: Caller) -> Words:
        return Words(self.text, self.locale or caller.locale)


class Opening(Reply, frozen=True, kw_only=True):
    """object: the learning object that it is about."""

    subject: Annotated[str, Meta(min_length=1, max_length=LONGEST_SUBJECT)]
    object: UUID | None = None

    def words(self, caller: Caller) -> Words:
        return Words(self.text, self.locale or caller.locale, self.subject)


class Seen(Body, frozen=True, kw_only=True):
    """number: of the last message that was read."""

    number: Annotated[int, Meta(ge=1, le=MOST_MESSAGES)]


class InConversation(msgspec.Struct, frozen=True, kw_only=True):
    """count: of its messages, so that it is the number of the last one."""

    id: UUID
    run: UUID
    course: UUID
    registration: UUID
    learner: UUID
    object: UUID | None
    subject: str
    locale: str
    opened_at: datetime
    said_at: datetime
    count: int
    closed: bool


class ListedConversation(InConversation, frozen=True, kw_only=True):
    """unread: something that the other side said is."""

    unread: bool


class ShownMessage(msgspec.Struct, frozen=True, kw_only=True):
    """text: null where the other side has withdrawn it. voucher: to have it translated; null of one's own."""

    number: int
    by: UUID
    side: Side
    text: str | None
    locale: str
    at: datetime
    withdrawn: bool
    unread: bool
    voucher: str | None


class WholeConversation(InConversation, frozen=True, kw_only=True):
    """messages: a page of them, ten, the first one first."""

    messages: Sequence[ShownMessage]


class Conversations(Controller):
    path = "/api/conversations"

    @get("/", opt=signed_in())
    async def own(self, caller: Caller, db: Database, page: Page = 1) -> Sequence[ListedConversation]:
        """As a learner. Twenty a page, the one that somebody wrote in last first."""
        seen = await see_own(db, caller, page)
        return list(map(_listed, seen.listed))

    @get("/{conversation:uuid}", opt=signed_in())
    async def see(
        self,
        conversation: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        vouchers: Vouchers,
        clock: Clock,
        page: Annotated[int | None, QueryParameter(ge=1, le=1_000)] = None,
    ) -> WholeConversation:
        """Where no page is asked for that of the first unread message, else the last one."""
        seen = await see_conversation(db, shelf, caller, conversation, page)
        sign = partial(vouch, vouchers, caller, seen.held, now=clock())
        shown = [
            _shown(seen.held, one, sign(one) if seen.held.is_told(one) else None) for one in seen.messages
        ]
        return WholeConversation(messages=shown, **_conversation(seen.held.conversation))

    @post("/{conversation:uuid}/messages", opt=signed_in())
    async def write(
        self, conversation: UUID, data: Reply, caller: Caller, db: Database, objects: Objects
    ) -> messages.Sent:
        return await messages.write(db, objects, caller, conversation, data.words(caller))

    @delete("/{conversation:uuid}/messages/{number:int}", opt=signed_in())
    async def withdraw(self, conversation: UUID, number: int, caller: Caller, db: Database) -> None:
        """By who wrote it. The other side reads it no longer."""
        await messages.withdraw(db, caller, conversation, number)

    @post("/{conversation:uuid}/messages/{number:int}/restore", opt=signed_in(), status_code=204)
    async def restore(self, conversation: UUID, number: int, caller: Caller, db: Database) -> None:
        """Take the withdrawal back."""
        await messages.restore(db, caller, conversation, number)

    @post("/{conversation:uuid}/seen", opt=signed_in(), status_code=204)
    async def seen(self, conversation: UUID, data: Seen, caller: Caller, db: Database) -> None:
        """It was read up to this message."""
        await messages.mark_seen(db, caller, conversation, data.number)

    @post("/{conversation:uuid}/close", opt=roles(*TEACHING_STAFF), status_code=204)
    async def close(self, conversation: UUID, data: Seen, caller: Caller, db: Database) -> None:
        """Nothing more can be said in it, unless something was said after what was read."""
        await messages.close(db, caller, conversation, data.number)

    @post("/{conversation:uuid}/reopen", opt=roles(*TEACHING_STAFF), status_code=204)
    async def reopen(self, conversation: UUID, caller: Caller, db: Database) -> None:
        await messages.reopen(db, caller, conversation)


class RegistrationConversations(Controller):
    path = "/api/registrations/{registration:uuid}/conversations"

    @post("/", opt=signed_in())
    async def ask(
        self,
        registration: UUID,
        data: Opening,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        objects: Objects,
    ) -> messages.Sent:
        """The learner opens a conversation with those who teach the run."""
        words = data.words(caller)
        return await messages.ask(db, shelf, objects, caller, registration, words, data.object)


class RunConversations(Controller):
    path = "/api/runs/{run:uuid}/conversations"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def inbox(
        self, run: UUID, caller: Caller, db: Database, page: Page = 1
    ) -> Sequence[ListedConversation]:
        """For who teaches the run. Twenty a page, open ones first, of these the newest."""
        seen = await see_inbox(db, caller, run, page)
        return list(map(_listed, seen.conversations.listed))


def _listed(one: Listed) -> ListedConversation:
    return ListedConversation(unread=one.unread, **_conversation(one.conversation))


def _conversation(one: Conversation) -> dict[str, Any]:
    return {
        "id": one.id,
        "run": one.run,
        "course": one.course,
        "registration": one.registration,
        "learner": one.learner,
        "object": one.thing,
        "subject": one.subject,
        "locale": one.locale,
        "opened_at": one.opened_at,
        "said_at": one.said_at,
        "count": one.count,
        "closed": one.closed,
    }


def _shown(held: Held, one: Message, voucher: str | None) -> ShownMessage:
    return ShownMessage(
        number=one.number,
        by=one.by,
        side=one.side,
        text=None if one.withdrawn and one.side is not held.side else one.words.text,
        locale=one.words.locale,
        at=one.at,
        withdrawn=one.withdrawn,
        unread=held.is_unread(one),
        voucher=voucher,
    )
