"""Facts that content tells."""

from uuid import UUID

from stoa.kernel.event import Event


class RevisionImported(Event, frozen=True, kw_only=True):
    """A source became a revision of a course. format: the connector's name."""

    service = "content"
    noun = "revision"
    verb = "imported"

    course: UUID
    revision: int
    format: str
    imported: int
    converted: int
    left_out: int


class RevisionPublished(Event, frozen=True, kw_only=True):
    """A revision is ready to be delivered. document_key: of its CourseDocument in the private bucket.

    publication: identifies this request to publish, an id that sorts by time; the same revision may be
    published again. published_by: the person who asked for it.
    """

    service = "content"
    noun = "revision"
    verb = "published"

    course: UUID
    revision: int
    locale: str
    title: str
    document_key: str
    document_checksum: str
    publication: UUID
    published_by: UUID | None = None


class CourseArchived(Event, frozen=True, kw_only=True):
    """The course takes no new learners; those who are in it keep it, in the language it is written in.

    change: counts up a course, together with CourseRestored, so that a late fact is known.
    """

    service = "content"
    noun = "course"
    verb = "archived"

    course: UUID
    change: int = 0


class CourseRestored(Event, frozen=True, kw_only=True):
    """A course that was archived takes learners and is written again. change: as in CourseArchived."""

    service = "content"
    noun = "course"
    verb = "restored"

    course: UUID
    change: int
