"""A course in a locale: on which terms it is translated, how far it is, when readers get it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.thresholds import USUAL_THRESHOLD
from stoa.services.localization.domain.unit import State

LEAST_SHARE, MOST_SHARE = 0.0, 1.0
MOST_PRIORITY = 9
LONGEST_DOMAIN = 60


class Audience(StrEnum):
    """Who gets it: see contracts."""

    EVERYONE = "everyone"
    RUNS = "runs"
    NOBODY = "nobody"


class Policy(StrEnum):
    """What readers may get: see contracts."""

    REVIEWED = "reviewed"
    TRANSLATED = "translated"
    FALLBACK = "fallback"

    @property
    def least(self) -> State:
        """A segment counts, and is shown, from this state on."""
        return State.REVIEWED if self is Policy.REVIEWED else State.TRANSLATED


@dataclass(frozen=True, slots=True)
class Terms:
    """share: of the segments that must count before the locale is published; the rest stays as in the source.

    threshold: quality from which a machine's target needs no person, in [0, 1]; above 1 every one needs one.
    two_reviewers: a second person looks at what the first accepted. domain: of the memory; empty for none.
    priority: 0 to 9, higher is sooner.
    """

    policy: Policy = Policy.TRANSLATED
    share: float = 1.0
    threshold: float = USUAL_THRESHOLD
    two_reviewers: bool = False
    domain: str = ""
    priority: int = 5
    due_at: datetime | None = None

    def checked(self) -> "Terms":
        """Raises Invalid."""
        if not LEAST_SHARE <= self.share <= MOST_SHARE:
            raise Invalid("locale.share", field="share", least=LEAST_SHARE, most=MOST_SHARE)
        if self.policy is not Policy.FALLBACK and self.share < MOST_SHARE:
            raise Invalid("locale.share_needs_fallback", field="share")
        if not 0 <= self.priority <= MOST_PRIORITY:
            raise Invalid("locale.priority", field="priority", least=0, most=MOST_PRIORITY)
        if len(self.domain) > LONGEST_DOMAIN:
            raise Invalid("locale.domain", field="domain", most=LONGEST_DOMAIN)
        return self


@dataclass(frozen=True, slots=True)
class Edition:
    """change: counts every change in it. published_change: the one that readers have, -1 before the first.

    published: checksum of what was told to be ready last. published_revision: its number in the locale,
    0 before the first; published_source: content's revision that it translates. audience: who gets it; runs:
    whose learners, where it is theirs alone; chosen: counts these choices.
    """

    course: UUID
    locale: str
    terms: Terms
    active: bool
    change: int
    published_change: int
    published: str | None
    published_revision: int
    published_source: int | None
    published_at: datetime | None
    audience: Audience = Audience.EVERYONE
    runs: tuple[UUID, ...] = ()
    chosen: int = 0


def next_revision(edition: Edition, source: int) -> int:
    """Of the document in the locale. Never one that content gave to a document of its own in that locale."""
    return max(edition.published_revision + 1, source)


@dataclass(frozen=True, slots=True)
class Progress:
    """Segments of a course in a locale. counted: by state, of what says the present content.

    waiting: without a target and without anybody asked for one. queued: a person is asked.
    """

    segments: int
    counted: dict[State, int]
    queued: int = 0

    def reached(self, least: State) -> int:
        return sum(count for state, count in self.counted.items() if state >= least)

    def share(self, least: State) -> float:
        """1 for a course that says nothing."""
        return self.reached(least) / self.segments if self.segments else 1.0
