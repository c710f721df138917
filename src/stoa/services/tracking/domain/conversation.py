"""A conversation of a learner with those who teach a course run. Nobody else is in it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid, NotFound, TooMany
from stoa.services.tracking.domain.plain_text import paragraphs
from stoa.services.tracking.domain.typed import as_line, as_lines, checked_locale

LONGEST_SUBJECT = 200
LONGEST_TEXT = 8_000
MOST_MESSAGES = 500
"""Of one conversation."""
MOST_CONVERSATIONS = 100
"""Of one registration."""
PAGE_SIZE = 10
"""Messages."""
LIST_SIZE = 20
"""Conversations."""
WINDOW = timedelta(hours=1)


class Side(StrEnum):
    """As which one is in a conversation."""

    LEARNER = "learner"
    STAFF = "staff"


MOST_AN_HOUR = {Side.LEARNER: 30, Side.STAFF: 300}
"""Messages of one person, in all conversations."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, as it was typed, and in which language. subject: of the first message alone."""

    text: str
    locale: str
    subject: str = ""

    def checked(self, *, opens: bool) -> "Words":
        """Trimmed. Raises Invalid, or InvalidInput for several faults."""
        subject, text = as_line(self.subject), as_lines(self.text)
        faults = []
        if opens and not 1 <= len(subject) <= LONGEST_SUBJECT:
            faults.append(Invalid("message.subject_length", field="subject", most=LONGEST_SUBJECT))
        if not 1 <= len(text) <= LONGEST_TEXT:
            faults.append(Invalid("message.text_length", field="text", most=LONGEST_TEXT))
        return Words(text, checked_locale(self.locale, faults), subject if opens else "")

    def html(self) -> str:
        return paragraphs(self.text)


@dataclass(frozen=True, slots=True)
class Conversation:
    """thing: the learning object that it is about. locale: of its subject. said_at: of the last message.

    count: of its messages, so that it is the number of the last one. closed: by the staff, until they reopen
    it.
    """

    id: UUID
    run: UUID
    course: UUID
    registration: UUID
    learner: UUID
    thing: UUID | None
    subject: str
    locale: str
    opened_at: datetime
    said_at: datetime
    count: int = 0
    closed: bool = False

    def said(self, at: datetime) -> "Conversation":
        """With one message more."""
        return replace(self, count=self.count + 1, said_at=at)

    def ended(self, seen: int) -> "Conversation":
        """seen: number of the last message that whoever closes it has read.

        Raises Conflict when something was said since.
        """
        if seen < self.count:
            raise Conflict("conversation.moved", count=self.count)
        return replace(self, closed=True)

    def taken_up(self) -> "Conversation":
        return replace(self, closed=False)


@dataclass(frozen=True, slots=True)
class Message:
    """number: its place in the conversation, from 1. checksum: of its document."""

    id: UUID
    conversation: UUID
    number: int
    by: UUID
    side: Side
    words: Words
    checksum: str
    at: datetime
    withdrawn: bool = False

    def taken_back(self, by: UUID, *, withdrawn: bool) -> "Message":
        """By who wrote it; nobody else can. Raises NotFound."""
        if by != self.by:
            raise NotFound("message.unknown")
        return replace(self, withdrawn=withdrawn)


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation as one of those who are in it finds it.

    enrolled: its learner is in the run still. archived: its course is. seen: number of the last message that
    the person has read.
    """

    person: UUID
    conversation: Conversation
    side: Side
    enrolled: bool
    archived: bool
    seen: int

    def is_told(self, message: Message) -> bool:
        """By the other side, which has not withdrawn it."""
        return message.side is not self.side and not message.withdrawn

    def is_unread(self, message: Message) -> bool:
        return self.is_told(message) and message.number > self.seen

    def check_open(self) -> None:
        """Raises Conflict when nothing more can be said in it."""
        check_course(archived=self.archived)
        if self.conversation.closed:
            raise Conflict("conversation.closed")
        if self.side is Side.LEARNER and not self.enrolled:
            raise Conflict("conversation.left")
        if self.conversation.count >= MOST_MESSAGES:
            raise Conflict("conversation.full", most=MOST_MESSAGES)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list. unread: something that the other side said is.

    course_title: in the language nearest to the reader's.
    """

    conversation: Conversation
    unread: bool
    course_title: str
    run_title: str
    time_zone: str


def side_of(conversation: Conversation, person: UUID, teachers: Collection[UUID], *, teaches: bool) -> Side:
    """teachers: of the run. teaches: the person has a role that may. Raises NotFound for everybody else."""
    if person == conversation.learner:
        return Side.LEARNER
    if teaches and person in teachers:
        return Side.STAFF
    raise NotFound("conversation.unknown")


def check_course(*, archived: bool) -> None:
    """Raises Conflict."""
    if archived:
        raise Conflict("conversation.archived")


def check_room(there: int) -> None:
    """Raises Conflict when a registration has as many conversations as it may have."""
    if there >= MOST_CONVERSATIONS:
        raise Conflict("conversation.too_many", most=MOST_CONVERSATIONS)


def check_pace(recent: int, side: Side) -> None:
    """recent: messages of the person within the window. Raises TooMany."""
    if recent >= MOST_AN_HOUR[side]:
        most, wait = MOST_AN_HOUR[side], int(WINDOW.total_seconds()) // 4
        raise TooMany("message.too_often", most=most, retry_after_s=wait)


def pages_of(count: int, size: int) -> int:
    return max(1, -(-count // size))


def page_with(number: int) -> int:
    """The page on which the message is."""
    return pages_of(number, PAGE_SIZE)


def document_key(tenant: UUID, registration: UUID, checksum: str) -> str:
    """Where words lie for other services. The same words sent twice lie there once."""
    return f"{tenant}/messages/{registration}/{checksum}.json"
