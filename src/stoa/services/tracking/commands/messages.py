"""A learner and those who teach a run write to each other."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from stoa.contracts.shown import ShownPart, ShownText
from stoa.contracts.tracking import MessageSent
from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.tracking.commands.wording import keep_words, look_first
from stoa.services.tracking.domain.catalogue import pick
from stoa.services.tracking.domain.conversation import (
    Conversation,
    Message,
    Side,
    Words,
    check_pace,
    document_key,
)
from stoa.services.tracking.domain.plain_text import one_line
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import conversations
from stoa.services.tracking.store.asking import may_ask


@dataclass(frozen=True, slots=True)
class Sent:
    """number: of the message, in its conversation."""

    conversation: UUID
    number: int


async def ask(
    db: Database,
    shelf: Shelf,
    objects: Objects,
    caller: Caller,
    registration: UUID,
    words: Words,
    thing: UUID | None = None,
) -> Sent:
    """The learner of the registration opens a conversation. thing: the learning object that it is about.

    Raises NotFound, Invalid, Conflict, TooMany, Unavailable.
    """
    words, learner = words.checked(opens=True), caller.known()

    async def look(read: ReadSession) -> Participation:
        check_pace(await conversations.count_recent(read, learner), Side.LEARNER)
        return await may_ask(read, registration, learner)

    there = await look_first(db, caller, look)
    if thing is not None:
        await _check_thing(shelf, caller, there, thing)
    run, course = there.run.id, there.run.course
    sum_ = await _keep_document(objects, caller, registration, course, words)
    async with db.work(caller) as work:
        await conversations.hold_writer(work, learner)
        recent = await conversations.count_recent(work, learner)
        await may_ask(work, registration, learner)
        check_pace(recent, Side.LEARNER)
        opened = Conversation(
            id=new_id(),
            run=run,
            course=course,
            registration=registration,
            learner=learner,
            thing=thing,
            subject=words.subject,
            locale=words.locale,
            opened_at=work.now,
            said_at=work.now,
        )
        return work.keep(await _say(work, opened, learner, Side.LEARNER, words, sum_))


async def write(db: Database, objects: Objects, caller: Caller, conversation: UUID, words: Words) -> Sent:
    """Raises NotFound, Invalid, Conflict where nothing more can be said, TooMany, Unavailable."""
    words, by = words.checked(opens=False), caller.known()

    async def look(read: ReadSession) -> Conversation:
        held = await conversations.load(read, caller, conversation)
        held.check_open()
        check_pace(await conversations.count_recent(read, by), held.side)
        return held.conversation

    found = await look_first(db, caller, look)
    sum_ = await _keep_document(objects, caller, found.registration, found.course, words)
    async with db.work(caller) as work:
        await conversations.hold_writer(work, by)
        recent = await conversations.count_recent(work, by)
        held = await conversations.load(work, caller, conversation, lock=True)
        held.check_open()
        check_pace(recent, held.side)
        return work.keep(await _say(work, held.conversation, by, held.side, words, sum_))


async def withdraw(db: Database, caller: Caller, conversation: UUID, number: int) -> None:
    """The other side reads it no longer. Withdrawn already is fine."""
    await _take_back(db, caller, conversation, number, withdrawn=True)


async def restore(db: Database, caller: Caller, conversation: UUID, number: int) -> None:
    """The opposite of `withdraw`: it stands where it stood."""
    await _take_back(db, caller, conversation, number, withdrawn=False)


async def mark_seen(db: Database, caller: Caller, conversation: UUID, number: int) -> None:
    """By the caller, up to this message."""
    async with db.work(caller) as work:
        held = await conversations.load(work, caller, conversation)
        last = min(number, held.conversation.count)
        await conversations.mark_seen(work, conversation, caller.known(), last)


async def close(db: Database, caller: Caller, conversation: UUID, seen: int) -> None:
    """By the staff. seen: number of the last message that was read.

    Raises Conflict when something was said since.
    """
    async with db.work(caller) as work:
        found = await _staffed(work, caller, conversation)
        await conversations.save(work, found.ended(seen))


async def reopen(db: Database, caller: Caller, conversation: UUID) -> None:
    """By the staff. The opposite of `close`."""
    async with db.work(caller) as work:
        found = await _staffed(work, caller, conversation)
        await conversations.save(work, found.taken_up())


async def _staffed(work: UnitOfWork, caller: Caller, conversation: UUID) -> Conversation:
    held = await conversations.load(work, caller, conversation, lock=True)
    if held.side is not Side.STAFF:
        raise NotFound("conversation.unknown")
    return held.conversation


async def _take_back(
    db: Database, caller: Caller, conversation: UUID, number: int, *, withdrawn: bool
) -> None:
    async with db.work(caller) as work:
        await conversations.load(work, caller, conversation)
        before = await conversations.message_locked(work, conversation, number)
        await conversations.save_message(work, before.taken_back(caller.known(), withdrawn=withdrawn))


async def _check_thing(shelf: Shelf, caller: Caller, there: Participation, thing: UUID) -> None:
    """Raises NotFound when there is none such in the course."""
    if not there.versions:
        raise NotFound("course.unknown")
    active, _ = pick(there.versions, [there.registration.locale or caller.locale])
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    if version.outline.get(thing) is None:
        raise NotFound("object.unknown")


async def _keep_document(
    objects: Objects, caller: Caller, registration: UUID, course: UUID, words: Words
) -> str:
    """Returns their checksum."""
    subject = [ShownPart(name="title", html=one_line(words.subject))] if words.subject else []
    parts = [*subject, ShownPart(name="text", html=words.html())]
    shown = ShownText(locale=words.locale, course=course, parts=parts)
    return await keep_words(objects, shown, partial(document_key, caller.tenant, registration))


async def _say(work: UnitOfWork, before: Conversation, by: UUID, side: Side, words: Words, sum_: str) -> Sent:
    after = before.said(work.now)
    message = Message(new_id(), after.id, after.count, by, side, words, sum_, work.now)
    await conversations.save(work, after)
    await conversations.save_message(work, message)
    work.record(
        MessageSent(
            message=message.id,
            conversation=after.id,
            registration=after.registration,
            run=after.run,
            course=after.course,
            learner=after.learner,
            by=by,
            by_learner=side is Side.LEARNER,
            number=message.number,
            at=work.now,
        )
    )
    return Sent(after.id, message.number)
