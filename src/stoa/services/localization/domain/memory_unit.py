"""A unit of the memory as people look it up, correct and remove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.event import Event
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.concordance import pattern_of
from stoa.services.localization.domain.exchange.characters import FORBIDDEN
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.marks import same_marks
from stoa.services.localization.domain.post_edit import LONGEST_TARGET


class MemoryDeed(StrEnum):
    CORRECTED = "corrected"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """source, target: one set of codes for both. unit: of a course that it was learnt from. by: who said so
    last.

    course: title of that; file_name: of the file that brought it. Each is empty or None where there is none.
    """

    id: UUID
    pair: LocalePair
    scope: str
    source: CodedText
    target: CodedText
    origin: str
    unit: UUID | None
    by: UUID | None
    file: UUID | None
    removed: bool
    changed_at: datetime
    course: str
    file_name: str


@dataclass(frozen=True, slots=True)
class MemoryChange:
    """target: that the unit had before."""

    id: UUID
    unit: UUID
    deed: MemoryDeed
    target: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SoughtUnits:
    """None and no words is any. words: in source or target, past inline codes. file: that brought them."""

    pair: LocalePair
    scope: str | None = None
    file: UUID | None = None
    words: str = ""

    @property
    def pattern(self) -> str | None:
        """A regular expression of the words. Raises Invalid."""
        return pattern_of(self.words) if self.words.strip() else None


@dataclass(frozen=True, slots=True)
class FoundUnits:
    """units: of a page, the newest first. more: there are others behind it. whole: no older ones were left
    out.
    """

    units: Sequence[MemoryUnit]
    more: bool
    whole: bool


def corrected(unit: MemoryUnit, target: str, seen: str) -> CodedText:
    """What it says from now on. seen: the target that whoever writes has seen. Raises Invalid, Conflict."""
    if unit.target.text != seen:
        raise Conflict("memory.changed", field="target")
    target = target.strip()
    if not target:
        raise Invalid("unit.empty", field="target")
    if len(target) > LONGEST_TARGET:
        raise Invalid("memory.too_long", field="target", most=LONGEST_TARGET)
    if FORBIDDEN.search(target):
        raise Invalid("memory.characters", field="target")
    if not same_marks(target, unit.source.text):
        raise Invalid("memory.codes", field="target")
    return CodedText(target, unit.source.codes)


class FileWithdrawn(Event, frozen=True, kw_only=True):
    """What a file brought into the memory is to leave it. Localization's word to itself."""

    service = "localization"
    noun = "file"
    verb = "withdrawn"
    private = True

    file: UUID
