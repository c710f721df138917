"""What the staff of a course run tells all who take it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid
from stoa.services.tracking.domain.plain_text import paragraphs
from stoa.services.tracking.domain.typed import as_line, as_lines, checked_locale

LONGEST_TITLE = 200
LONGEST_TEXT = 8_000
MOST_A_RUN = 1_000
PAGE_SIZE = 10
MOST_HEADLINES = 3
"""On the page of the course."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said, as it was typed, and in which language."""

    title: str
    text: str
    locale: str

    def checked(self) -> "Wording":
        """Trimmed. Raises Invalid, or InvalidInput for several faults."""
        title, text = as_line(self.title), as_lines(self.text)
        faults = []
        if not 1 <= len(title) <= LONGEST_TITLE:
            faults.append(Invalid("announcement.title_length", field="title", most=LONGEST_TITLE))
        if not 1 <= len(text) <= LONGEST_TEXT:
            faults.append(Invalid("announcement.text_length", field="text", most=LONGEST_TEXT))
        return Wording(title, text, checked_locale(self.locale, faults))

    def html(self) -> str:
        return paragraphs(self.text)


@dataclass(frozen=True, slots=True)
class Announcement:
    """version: counts up by one with every change, also when it is withdrawn and when it comes back.

    worded: the version since which its words are these; whoever has read that one has read it.

    checksum: of its document. changed_at: when its words were changed last, None for never.
    """

    id: UUID
    run: UUID
    course: UUID
    by: UUID
    wording: Wording
    checksum: str
    posted_at: datetime
    changed_at: datetime | None = None
    withdrawn: bool = False
    version: int = 1
    worded: int = 1

    def reworded(self, wording: Wording, checksum: str, seen: int, now: datetime) -> "Announcement":
        """checksum: of its new document. seen: the version that whoever changes it has read.

        Raises Conflict when it is another by now.
        """
        check_unchanged(self, seen)
        if wording == self.wording:
            return self
        next_ = self.version + 1
        return replace(self, wording=wording, checksum=checksum, changed_at=now, version=next_, worded=next_)

    def taken_back(self, *, withdrawn: bool) -> "Announcement":
        """The same where it is so already."""
        if withdrawn == self.withdrawn:
            return self
        return replace(self, withdrawn=withdrawn, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Told:
    """An announcement as one learner finds it. unread: in the words that it has now."""

    announcement: Announcement
    unread: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page of a course shows of an announcement."""

    id: UUID
    title: str
    locale: str
    posted_at: datetime
    unread: bool


def check_room(there: int) -> None:
    """Raises Conflict when a run has as many announcements as it may have."""
    if there >= MOST_A_RUN:
        raise Conflict("announcement.too_many", most=MOST_A_RUN)


def check_unchanged(one: Announcement, seen: int) -> None:
    """seen: the version that whoever changes it has read. Raises Conflict when it is another by now."""
    if seen != one.version:
        raise Conflict("announcement.changed", version=one.version)


def document_key(tenant: UUID, announcement: UUID, checksum: str) -> str:
    """Where its words lie for other services."""
    return f"{tenant}/announcements/{announcement}/{checksum}.json"
