"""A registration: one learner's instance of a course run, with all that happened in it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from stoa.services.tracking.domain.admission import Way
from stoa.services.tracking.domain.announcement import Headline
from stoa.services.tracking.domain.catalogue import ActiveVersion
from stoa.services.tracking.domain.learning_object import Level
from stoa.services.tracking.domain.place import Place
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.domain.standing import Progress
from stoa.services.tracking.domain.watching import Watched


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The right to take a run. change: counts up by one whenever it begins or ends.

    left: its learner ended it. invite: by which they came last.
    """

    run: UUID
    learner: UUID
    registration: UUID
    active: bool
    way: Way
    change: int
    left: bool = False
    invite: UUID | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """locale: chosen for this course, None follows the person. place_object: where the learner was last.

    scaled: share of the course's points, in [0, 1], None before any. passed: None where nothing is to pass.
    change: counts up by one with every fact told of how the course stands.
    """

    id: UUID
    run: UUID
    course: UUID
    learner: UUID
    locale: str | None = None
    level: Level = Level.STANDARD
    progress: Progress = field(default_factory=Progress)
    share: float = 0.0
    place_object: UUID | None = None
    place_at: datetime | None = None
    last_seen_at: datetime | None = None
    completed_at: datetime | None = None
    scaled: float | None = None
    passed: bool | None = None
    change: int = 0

    @property
    def completed(self) -> bool:
        return self.completed_at is not None

    @property
    def satisfied(self) -> bool:
        """Completed, and passed where there is something to pass."""
        return self.completed and self.passed is not False


@dataclass(frozen=True, slots=True)
class ObjectState:
    """What is known of one object in a registration. best_scaled: of its attempts, in [0, 1].

    last_scaled, last_at: of the attempt submitted last. passed: whether what counts is enough; None for what
    nobody scored, or was scored before this was kept.
    decision: what an instructor decided that it counts instead. decision_change: of the last one told.
    """

    opened_at: datetime
    completed_at: datetime | None = None
    watched: Watched = field(default_factory=Watched)
    best_scaled: float | None = None
    attempts: int = 0
    last_scaled: float | None = None
    last_at: datetime | None = None
    passed: bool | None = None
    place: Place | None = None
    decision: float | None = None
    decision_change: int = 0

    @property
    def scaled(self) -> float | None:
        """What counts."""
        return self.best_scaled if self.decision is None else self.decision


@dataclass(frozen=True, slots=True)
class Participation:
    """A registration in its run, with the versions of the course that are active, the source locale first.

    headlines: of what its learners were told last, for the page of the course. unread: how many announcements
    the learner has not read, for pages. answered: those who teach wrote to the learner, who has not read it.
    archived: the course is, for the page of the course.
    """

    registration: Registration
    run: Run
    active: bool
    way: Way
    versions: tuple[ActiveVersion, ...]
    state: ObjectState | None = None
    headlines: tuple[Headline, ...] = ()
    unread: int = 0
    answered: bool = False
    archived: bool = False
