"""What is not as it should be: between what is wanted, translated, stored and what readers have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stoa.services.localization.domain.edition import Audience, Policy

PATIENCE = timedelta(minutes=15)
"""What is under way is not missed before that."""
SETTLED_WITHIN = timedelta(days=3)
"""What readers found wrong is looked at by then, over a weekend too."""


class Kind(StrEnum):
    """What was found. `count` of a finding is of what the comment names."""

    UNCUT = "uncut"
    """A published revision that was never cut into segments: courses."""
    UNASKED = "unasked"
    """Nobody was asked for a translation of what they say now: segments."""
    STUCK = "stuck"
    """Memory and machines were asked and never came to an end: objects."""
    UNQUEUED = "unqueued"
    """A person has to look, and none is asked: units."""
    UNSETTLED = "unsettled"
    """Readers found them wrong, and for days nobody has looked at them: problems."""
    STALE = "stale"
    """Enough is there, and it was not put together: editions."""
    ORPHANED_EDITION = "orphaned_edition"
    """Readers have a locale that nobody wants: editions."""
    ORPHANED_QUEUE = "orphaned_queue"
    """People are asked about a locale that nobody wants: units."""
    ORPHANED_UNITS = "orphaned_units"
    """They are of a course and locale that never was wanted: units."""
    LOG_BROKEN = "log_broken"
    """The log was changed: its first entry that is wrong."""
    UNITS_DIFFER = "units_differ"
    """They are not what the log says: units."""
    DOCUMENT_DAMAGED = "document_damaged"
    """The document that was told is gone, or is another one: editions."""
    LOST = "lost"
    """Told to be ready and never published: editions."""
    WITHDRAWN = "withdrawn"
    """Readers have nothing of a locale that is wanted and was published: editions."""
    OTHER_VERSION = "other_version"
    """Readers have another version than the one told last; somebody may have rolled back: editions."""


class Group(StrEnum):
    MISSING = "missing"
    STALE = "stale"
    ORPHANED = "orphaned"
    CORRUPT = "corrupt"
    DRIFTED = "drifted"


GROUPS = {
    Group.MISSING: (Kind.UNCUT, Kind.UNASKED, Kind.STUCK, Kind.UNQUEUED, Kind.UNSETTLED),
    Group.STALE: (Kind.STALE,),
    Group.ORPHANED: (Kind.ORPHANED_EDITION, Kind.ORPHANED_QUEUE, Kind.ORPHANED_UNITS),
    Group.CORRUPT: (Kind.LOG_BROKEN, Kind.UNITS_DIFFER, Kind.DOCUMENT_DAMAGED),
    Group.DRIFTED: (Kind.LOST, Kind.WITHDRAWN, Kind.OTHER_VERSION),
}
CLOSE = GROUPS[Group.CORRUPT]
"""Found only by reading everything."""
BY_HAND = frozenset({Kind.LOG_BROKEN})
"""No program mends these: what was true can only come from a backup."""
BY_PEOPLE = frozenset({Kind.UNSETTLED})
"""Wait for a person, who mends them where they wait."""
BY_CHOICE = frozenset({Kind.OTHER_VERSION})
"""May be as somebody wants it, so that each is decided by itself."""
BY_ADMINISTRATORS = frozenset({Kind.UNITS_DIFFER})


@dataclass(frozen=True, slots=True)
class Found:
    """locale: empty where it is about the source."""

    kind: Kind
    course: UUID
    locale: str
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """title: of the course. asked_at: when its repair was asked for; it is gone with a later look.

    since: when it was found first.
    """

    id: UUID
    kind: Kind
    course: UUID
    title: str
    locale: str
    count: int
    since: datetime
    asked_at: datetime | None

    @property
    def group(self) -> Group:
        return next(group for group, kinds in GROUPS.items() if self.kind in kinds)

    @property
    def by_hand(self) -> bool:
        return self.kind in BY_HAND

    @property
    def by_people(self) -> bool:
        return self.kind in BY_PEOPLE

    @property
    def by_choice(self) -> bool:
        return self.kind in BY_CHOICE

    def repaired_with_all(self, *, administrator: bool) -> bool:
        """Whether it is mended when somebody asks for all at once."""
        nobody = self.by_hand or self.by_people or self.by_choice
        return not nobody and (administrator or self.kind not in BY_ADMINISTRATORS)


@dataclass(frozen=True, slots=True)
class Looked:
    """An edition that is wanted, as it stands. segments to unqueued: counts. moved_at: the last change.

    cut: whether segments are of the revision published last. open: objects on their way. settled: whether
    readers were told of every change. told_at: of the edition told last, None where none is known;
    version: delivery's number for it, None while it was not published; shown: that readers have. audience:
    what is for some alone is not compared with what everyone has.
    """

    course: UUID
    locale: str
    policy: Policy
    share: float
    segments: int
    translated: int
    reviewed: int
    unasked: int
    unqueued: int
    moved_at: datetime
    cut: bool
    open: int
    settled: bool
    told_at: datetime | None
    version: int | None
    shown: int | None
    heard_of: bool
    audience: Audience = Audience.EVERYONE

    @property
    def suffices(self) -> bool:
        has = self.reviewed if self.policy is Policy.REVIEWED else self.translated
        return self.segments == 0 or has / self.segments >= self.share


def found_of(seen: Looked, now: datetime) -> Iterator[Found]:
    """What is wrong with an edition that is wanted."""

    def found(kind: Kind, count: int = 1) -> Found:
        return Found(kind, seen.course, seen.locale, count)

    if seen.cut and seen.unasked:
        yield found(Kind.UNASKED, seen.unasked)
    if seen.unqueued:
        yield found(Kind.UNQUEUED, seen.unqueued)
    resting = seen.moved_at < now - PATIENCE
    wanted = seen.audience is not Audience.NOBODY
    if wanted and seen.cut and not seen.open and not seen.settled and seen.suffices and resting:
        yield found(Kind.STALE)
    if seen.told_at is None or seen.told_at >= now - PATIENCE:
        return
    if seen.version is None:
        yield found(Kind.LOST)
    elif seen.audience is not Audience.EVERYONE:
        return
    elif seen.heard_of and seen.shown is None:
        yield found(Kind.WITHDRAWN)
    elif seen.heard_of and seen.shown != seen.version:
        yield found(Kind.OTHER_VERSION)
