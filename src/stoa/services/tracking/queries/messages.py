"""Conversations of learners with those who teach a run, for who is in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.contracts.shown import VOUCHED_FOR, ShownVoucher
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.domain.catalogue import ActiveVersion, pick
from stoa.services.tracking.domain.conversation import (
    LIST_SIZE,
    PAGE_SIZE,
    Conversation,
    Held,
    Listed,
    Message,
    document_key,
    page_with,
    pages_of,
)
from stoa.services.tracking.domain.learning_object import LearningObject
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries.teaching import version_of
from stoa.services.tracking.store import conversations, registrations, runs
from stoa.services.tracking.store.asking import may_ask


@dataclass(frozen=True, slots=True)
class Conversations:
    """A page of a list. count: in all."""

    listed: list[Listed]
    count: int

    @property
    def pages(self) -> int:
        return pages_of(self.count, LIST_SIZE)


@dataclass(frozen=True, slots=True)
class Inbox:
    """Of a run, for one of those who teach it."""

    run: Run
    version: ActiveVersion
    conversations: Conversations


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Some of the messages of a conversation. version: of the course, None when there is none any more.

    thing: what it is about, None where that is no longer in the course.
    """

    held: Held
    run: Run
    version: ActiveVersion | None
    thing: LearningObject | None
    messages: list[Message]
    page: int
    first_unread: int | None

    @property
    def pages(self) -> int:
        return pages_of(self.held.conversation.count, PAGE_SIZE)

    @property
    def unread(self) -> bool:
        """On this page, and nothing before it is: a mark counts for all that came before."""
        return self.first_unread is not None and self.first_unread in {one.number for one in self.messages}


async def see_own(db: Database, caller: Caller, page: int) -> Conversations:
    learner = caller.known()
    async with db.read(caller) as read:
        count = await conversations.count_of_learner(read, learner)
        listed = await conversations.of_learner(read, learner, caller.locale, page)
    return Conversations(listed, count)


async def see_inbox(db: Database, caller: Caller, run: UUID, page: int) -> Inbox:
    """Raises NotFound unless the caller teaches the run: an administrator who does not is none of those."""
    person = caller.known()
    async with db.read(caller) as read:
        held = await runs.taught(read, caller, run)
        if not held.is_taught_by(person):
            raise NotFound("run.unknown")
        version = await version_of(read, caller, held.course)
        count = await conversations.count_of_run(read, run)
        listed = await conversations.of_run(read, run, person, caller.locale, page)
    return Inbox(held, version, Conversations(listed, count))


async def see_conversation(
    db: Database, shelf: Shelf, caller: Caller, conversation: UUID, page: int | None
) -> ConversationPage:
    """page: where none is given that of the first unread message, else the last one.

    Raises NotFound for everybody who is not in it.
    """
    async with db.read(caller) as read:
        held = await conversations.load(read, caller, conversation)
        there = await registrations.load(read, held.conversation.registration)
        if there is None:
            raise NotFound("conversation.unknown")
        unread = await conversations.first_unread(read, held)
        number = page or page_with(unread or held.conversation.count)
        said = await conversations.said(read, conversation, number)
    version = _version(there, caller)
    thing = await _thing(shelf, caller, version, held.conversation)
    return ConversationPage(held, there.run, version, thing, said, number, unread)


async def see_opening(
    db: Database, shelf: Shelf, caller: Caller, registration: UUID, thing: UUID | None
) -> tuple[Participation, ActiveVersion, LearningObject | None]:
    """What a conversation would be about. Raises NotFound, Conflict where nothing can be asked."""
    async with db.read(caller) as read:
        there = await may_ask(read, registration, caller.known())
    version = _version(there, caller)
    if version is None:
        raise NotFound("course.unknown")
    shown = await shelf.version(caller.tenant, version.key, version.checksum) if thing else None
    return there, version, shown.outline.get(thing) if shown and thing else None


def vouch(vouchers: Vouchers, caller: Caller, held: Held, message: Message, now: datetime) -> str:
    """That the caller was shown it: for a while another service may go by that."""
    key = document_key(caller.tenant, held.conversation.registration, message.checksum)
    return vouchers.sign(
        caller,
        ShownVoucher(
            kind="message",
            thing=message.id,
            locale=message.words.locale,
            key=key,
            checksum=message.checksum,
            until=now + VOUCHED_FOR,
        ),
    )


def _version(there: Participation, caller: Caller) -> ActiveVersion | None:
    """In the language in which the learner has the course; for the staff in the one nearest to their own."""
    if not there.versions:
        return None
    chosen = there.registration.locale if there.registration.learner == caller.known() else None
    return pick(there.versions, [chosen or caller.locale])[0]


async def _thing(
    shelf: Shelf, caller: Caller, version: ActiveVersion | None, about: Conversation
) -> LearningObject | None:
    if version is None or about.thing is None:
        return None
    shown = await shelf.version(caller.tenant, version.key, version.checksum)
    return shown.outline.get(about.thing)
