"""How far a course is in one of its locales, and what readers of the locale have."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stoa.services.localization.domain.edition import Audience, Edition


@dataclass(frozen=True, slots=True)
class Counted:
    """Segments of the course as it is now. reviewed: of those translated.

    stale: translated once and to be looked at again, because the source changed or a reviewer sent it back.
    queued: a person is asked. at_work: nobody is asked yet, memory and machine are at it.
    """

    segments: int = 0
    translated: int = 0
    reviewed: int = 0
    stale: int = 0
    queued: int = 0
    at_work: int = 0

    @property
    def left(self) -> int:
        return self.segments - self.translated - self.stale


class Reading(StrEnum):
    """What readers of the locale have. BEHIND: an earlier revision; EARLIER: this one, but not all.

    KEPT: whatever they had before, since what is put together now is not for everyone.
    """

    NOTHING = "nothing"
    CURRENT = "current"
    EARLIER = "earlier"
    BEHIND = "behind"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Language:
    """A locale of a course as editors see it. source: the revision of the course that is the newest."""

    edition: Edition
    counted: Counted
    source: int
    source_changed_at: datetime | None

    @property
    def reading(self) -> Reading:
        if self.edition.audience is not Audience.EVERYONE:
            return Reading.KEPT
        if self.edition.published_at is None:
            return Reading.NOTHING
        if self.edition.published_change == self.edition.change:
            return Reading.CURRENT
        if (self.edition.published_source or 0) < self.source:
            return Reading.BEHIND
        return Reading.EARLIER

    @property
    def needed(self) -> int:
        """Segments that must still count before the locale is published."""
        terms = self.edition.terms
        wanted = -int(-terms.share * self.counted.segments // 1)
        has = self.counted.reviewed if terms.policy.value == "reviewed" else self.counted.translated
        return max(0, wanted - has)

    @property
    def coming(self) -> bool:
        """Nothing is missing any more, and readers do not have it yet: it is being put together."""
        complete = self.counted.segments > 0 and not self.needed
        return complete and self.reading not in (Reading.CURRENT, Reading.KEPT)
