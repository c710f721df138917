"""What tracking publishes about enrolments, registrations and progress."""

from datetime import datetime
from uuid import UUID

from stoa.kernel.event import Event


class PrerequisitesChosen(Event, frozen=True, kw_only=True):
    """Courses to be satisfied before anybody enrols in this one. change: counts up by one a course."""

    service = "tracking"
    noun = "prerequisites"
    verb = "chosen"

    course: UUID
    required: list[UUID]
    change: int


class RunScheduled(Event, frozen=True, kw_only=True):
    """A course run was made or changed. change: counts up by one a run. title: empty where it has none.

    One that is deleted is told a last time: it has ended, and nobody teaches it. Nobody was ever in it.
    """

    service = "tracking"
    noun = "run"
    verb = "scheduled"

    run: UUID
    course: UUID
    starts_at: datetime | None
    ends_at: datetime | None
    instructors: list[UUID]
    change: int
    title: str = ""


class LearnerEnrolled(Event, frozen=True, kw_only=True):
    """A learner has the right to take a course run, and a registration in which it happens.

    change: counts up by one a registration, together with EnrolmentEnded, so that a late event is known.
    """

    service = "tracking"
    noun = "learner"
    verb = "enrolled"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    change: int = 1


class EnrolmentEnded(Event, frozen=True, kw_only=True):
    """The right is gone; the records stay. change: as in LearnerEnrolled."""

    service = "tracking"
    noun = "enrolment"
    verb = "ended"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    change: int = 1


class ObjectCompleted(Event, frozen=True, kw_only=True):
    service = "tracking"
    noun = "object"
    verb = "completed"

    registration: UUID
    course: UUID
    learner: UUID
    object: UUID
    at: datetime


class CourseCompleted(Event, frozen=True, kw_only=True):
    """change: counts up by one a registration, together with CourseReopened, CourseGraded, CourseJudged."""

    service = "tracking"
    noun = "course"
    verb = "completed"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    at: datetime
    change: int = 1


class CourseReopened(Event, frozen=True, kw_only=True):
    """A decision of an instructor took back what had completed the course. change: as in CourseCompleted."""

    service = "tracking"
    noun = "course"
    verb = "reopened"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    at: datetime
    change: int


class CourseGraded(Event, frozen=True, kw_only=True):
    """A course with a mastery score is passed, or a decision of an instructor took that back.

    scaled: share of the course's points, in [0, 1]. change: as in CourseCompleted.
    """

    service = "tracking"
    noun = "course"
    verb = "graded"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    scaled: float
    passed: bool
    at: datetime
    change: int


class CourseJudged(Event, frozen=True, kw_only=True):
    """How a course stands for a registration from now on: told whenever its score or its end is another.

    scaled: share of the course's points, in [0, 1], None before anything is scored. passed: None where there
    is nothing to pass. change: as in CourseCompleted.
    """

    service = "tracking"
    noun = "course"
    verb = "judged"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    scaled: float | None
    completed: bool
    passed: bool | None
    at: datetime
    change: int


class AnnouncementPosted(Event, frozen=True, kw_only=True):
    """The staff of a run tells its learners something, in new words, or again after it was withdrawn.

    version: counts up by one an announcement, together with AnnouncementWithdrawn. key, checksum: of its
    ShownText in the private bucket.
    """

    service = "tracking"
    noun = "announcement"
    verb = "posted"

    announcement: UUID
    run: UUID
    course: UUID
    locale: str
    key: str
    checksum: str
    version: int


class AnnouncementWithdrawn(Event, frozen=True, kw_only=True):
    """Learners see it no longer. version: as in AnnouncementPosted."""

    service = "tracking"
    noun = "announcement"
    verb = "withdrawn"

    announcement: UUID
    run: UUID
    course: UUID
    version: int


class MessageSent(Event, frozen=True, kw_only=True):
    """A learner wrote to those who teach a run, or one of these to the learner. The words stay between them.

    number: its place in the conversation, from 1. by: who wrote it. by_learner: else one of the staff.
    """

    service = "tracking"
    noun = "message"
    verb = "sent"

    message: UUID
    conversation: UUID
    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    by: UUID
    by_learner: bool
    number: int
    at: datetime
