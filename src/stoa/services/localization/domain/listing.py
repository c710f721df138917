"""Units of a course in a locale as somebody looks for them, whether they wait for anybody or not."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.services.localization.domain.concordance import pattern_of
from stoa.services.localization.domain.unit import State


class Condition(StrEnum):
    """How a unit fares. One may fare in several of these ways.

    UNTRANSLATED: nothing stands there. MACHINE, MEMORY: from there, and no person has said a word about it.
    WAITING: a person is to look at what stands there. ACCEPTED: by a person, for the present source.
    STALE: a translation stood, of an earlier source. FOUND: the checks found something.
    """

    UNTRANSLATED = "untranslated"
    MACHINE = "machine"
    MEMORY = "memory"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    STALE = "stale"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Sought:
    """None and no words is any. words: in the source or the target, past inline codes."""

    course: UUID
    locale: str
    object: UUID | None = None
    state: State | None = None
    condition: Condition | None = None
    words: str = ""

    @property
    def pattern(self) -> str | None:
        """A regular expression of the words. Raises Invalid."""
        return pattern_of(self.words) if self.words.strip() else None
