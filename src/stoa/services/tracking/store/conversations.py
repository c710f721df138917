"""Conversations of learners with those who teach, their messages, and what each has read of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.conversation import (
    LIST_SIZE,
    PAGE_SIZE,
    WINDOW,
    Conversation,
    Held,
    Listed,
    Message,
    Side,
    Words,
    side_of,
)
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.store.naming import is_archived, nearest_title
from stoa.services.tracking.tables import conversations, conversations_seen, enrolments, messages, runs


async def load(read: ReadSession, caller: Caller, conversation: UUID, *, lock: bool = False) -> Held:
    """lock: nobody else writes in it until the end of the transaction.

    Raises NotFound for everybody who is not in it.
    """
    person = caller.known()
    wanted = (
        select(
            conversations,
            _subject_for(literal(person)),
            runs.c.instructors,
            enrolments.c.active,
            is_archived(conversations.c.course).label("archived"),
            _seen_by(literal(person)).label("seen"),
        )
        .join(runs, runs.c.id == conversations.c.run)
        .join(enrolments, enrolments.c.registration == conversations.c.registration)
        .where(conversations.c.id == conversation)
    )
    row = await read.one(wanted.with_for_update(of=conversations) if lock else wanted)
    if row is None:
        raise NotFound("conversation.unknown")
    found = _conversation(row)
    side = side_of(found, person, row.instructors, teaches=caller.has(*TEACHING_STAFF))
    return Held(person, found, side, row.active, row.archived, row.seen)


async def of_learner(read: ReadSession, learner: UUID, locale: str, page: int) -> list[Listed]:
    """In all that they are or were in, the one that somebody wrote in last first."""
    mine = _listed(learner, Side.LEARNER, locale).where(conversations.c.learner == learner)
    return await _page(read, mine.order_by(conversations.c.said_at.desc(), conversations.c.id.desc()), page)


async def of_run(read: ReadSession, run: UUID, person: UUID, locale: str, page: int) -> list[Listed]:
    """For one of its staff: those that are open first, of these the one that somebody wrote in last."""
    there = _listed(person, Side.STAFF, locale).where(conversations.c.run == run)
    newest = conversations.c.closed, conversations.c.said_at.desc(), conversations.c.id.desc()
    return await _page(read, there.order_by(*newest), page)


async def count_of_learner(read: ReadSession, learner: UUID) -> int:
    return await _count(read, conversations.c.learner == learner)


async def count_of_run(read: ReadSession, run: UUID) -> int:
    return await _count(read, conversations.c.run == run)


async def count_of_registration(read: ReadSession, registration: UUID) -> int:
    return await _count(read, conversations.c.registration == registration)


async def hold_writer(work: UnitOfWork, person: UUID) -> None:
    """Until the transaction ends they write nothing elsewhere."""
    await work.lock(f"messages {person}")


async def count_recent(read: ReadSession, person: UUID) -> int:
    """What the person wrote within the window."""
    since = read.now - WINDOW
    mine = select(func.count()).where(messages.c.by == person, messages.c.at > since)
    return int(await read.value(mine.select_from(messages)))


async def said(read: ReadSession, conversation: UUID, page: int) -> list[Message]:
    """The first one first."""
    first = (page - 1) * PAGE_SIZE
    there = select(messages).where(
        messages.c.conversation == conversation,
        messages.c.number > first,
        messages.c.number <= first + PAGE_SIZE,
    )
    return [_message(row) for row in await read.all(there.order_by(messages.c.number))]


async def first_unread(read: ReadSession, held: Held) -> int | None:
    """Number of the first message of the other side that the person has not read."""
    there = select(func.min(messages.c.number)).where(
        messages.c.conversation == held.conversation.id,
        messages.c.side != held.side,
        ~messages.c.withdrawn,
        messages.c.number > held.seen,
    )
    number: int | None = await read.value(there)
    return number


async def message_locked(work: UnitOfWork, conversation: UUID, number: int) -> Message:
    """Raises NotFound."""
    there = select(messages).where(messages.c.conversation == conversation, messages.c.number == number)
    row = await work.one(there.with_for_update())
    if row is None:
        raise NotFound("message.unknown")
    return _message(row)


async def save(work: UnitOfWork, one: Conversation) -> None:
    row = {
        "tenant_id": work.tenant,
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
    statement = insert(conversations).values(row)
    changed = {name: statement.excluded[name] for name in ("said_at", "count", "closed")}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=changed))


async def save_message(work: UnitOfWork, one: Message) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": one.id,
        "conversation": one.conversation,
        "number": one.number,
        "by": one.by,
        "side": one.side,
        "text": one.words.text,
        "locale": one.words.locale,
        "checksum": one.checksum,
        "at": one.at,
        "withdrawn": one.withdrawn,
    }
    statement = insert(messages).values(row)
    changed = {"withdrawn": statement.excluded.withdrawn}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=changed))


async def mark_seen(work: UnitOfWork, conversation: UUID, person: UUID, number: int) -> None:
    """Up to the number. Who has read further has read further."""
    row = {
        "tenant_id": work.tenant,
        "conversation": conversation,
        "person": person,
        "number": number,
        "at": work.now,
    }
    statement = insert(conversations_seen).values(row)
    further = statement.on_conflict_do_update(
        index_elements=["tenant_id", "conversation", "person"],
        set_={"number": statement.excluded.number, "at": statement.excluded.at},
        where=conversations_seen.c.number < statement.excluded.number,
    )
    await work.run(further)


def has_unread(registration: ColumnElement[UUID], learner: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether somebody of the staff wrote what the learner has not read, in any conversation."""
    within = select(literal(1)).where(
        conversations.c.registration == registration, _is_unread(learner, Side.LEARNER)
    )
    return within.correlate_except(conversations).exists()


def count_unread(run: ColumnElement[UUID], person: UUID) -> ColumnElement[int]:
    """Open conversations of the run in which its learner wrote what this one of the staff has not read."""
    unread = conversations.c.run == run, ~conversations.c.closed, _is_unread(literal(person), Side.STAFF)
    within = select(func.count()).where(*unread)
    return within.select_from(conversations).correlate_except(conversations).scalar_subquery()


def _is_unread(person: ColumnElement[UUID], side: Side) -> ColumnElement[bool]:
    """Of a conversation: something that the other side said."""
    new = select(literal(1)).where(
        messages.c.conversation == conversations.c.id,
        messages.c.side != side,
        ~messages.c.withdrawn,
        messages.c.number > _seen_by(person),
    )
    return new.correlate_except(messages).exists()


def _seen_by(person: ColumnElement[UUID]) -> ColumnElement[int]:
    number = select(conversations_seen.c.number).where(
        conversations_seen.c.conversation == conversations.c.id, conversations_seen.c.person == person
    )
    return func.coalesce(number.correlate_except(conversations_seen).scalar_subquery(), 0)


def _listed(person: UUID, side: Side, locale: str) -> Select[Any]:
    return select(
        conversations,
        _subject_for(literal(person)),
        _is_unread(literal(person), side).label("unread"),
        nearest_title(conversations.c.course, locale).label("course_title"),
        runs.c.title.label("run_title"),
        runs.c.time_zone,
    ).join(runs, runs.c.id == conversations.c.run)


def _subject_for(person: ColumnElement[UUID]) -> ColumnElement[str]:
    """The subject is part of the first message: withdrawn with it, but for its writer."""
    withdrawn = select(literal(1)).where(
        messages.c.conversation == conversations.c.id, messages.c.number == 1, messages.c.withdrawn
    )
    hidden = withdrawn.correlate_except(messages).exists() & (conversations.c.learner != person)
    return case((hidden, ""), else_=conversations.c.subject).label("shown_subject")


async def _page(read: ReadSession, listed: Select[Any], page: int) -> list[Listed]:
    rows: Sequence[Row[Any]] = await read.all(listed.limit(LIST_SIZE).offset((page - 1) * LIST_SIZE))
    return [
        Listed(_conversation(row), row.unread, row.course_title or "", row.run_title, row.time_zone)
        for row in rows
    ]


async def _count(read: ReadSession, which: ColumnElement[bool]) -> int:
    return int(await read.value(select(func.count()).select_from(conversations).where(which)))


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        run=row.run,
        course=row.course,
        registration=row.registration,
        learner=row.learner,
        thing=row.object,
        subject=row.shown_subject,
        locale=row.locale,
        opened_at=row.opened_at,
        said_at=row.said_at,
        count=row._mapping["count"],
        closed=row.closed,
    )


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        conversation=row.conversation,
        number=row.number,
        by=row.by,
        side=Side(row.side),
        words=Words(row.text, row.locale),
        checksum=row.checksum,
        at=row.at,
        withdrawn=row.withdrawn,
    )
