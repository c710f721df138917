"""What a translator sees: a unit with its source, its place and what is asked about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.services.localization.domain.post_edit import Comment, PostEdit
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.remembered import Provenance
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.unit import State, Unit


@dataclass(frozen=True, slots=True)
class Task:
    """waiting: None when nobody is asked about it."""

    unit: Unit
    segment: Segment
    waiting: PostEdit | None
    object_title: str
    course_title: str
    source_locale: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A segment nearby. unit, target, state: in the task's locale, None where there is none yet."""

    segment: Segment
    unit: UUID | None
    target: str | None
    state: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """One entry of a unit's history, as the log has it. source: checksum of what the target is of."""

    version: int
    action: str
    state: int
    source: str
    target: str
    origin: str
    engine: str
    by: UUID | None
    at: datetime | None
    seconds: int
    distance: float | None
    checks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A task on a translator's desk. offers: of the memory, best first. around: neighbours in the text.

    glossary: what is agreed between its locales. now: when it was looked at. known: of each offer, by the
    memory unit that it names as `by`. searched: whether it could be seen what is merely alike.
    """

    task: Task
    around: Sequence[Neighbour]
    offers: Sequence[Proposal]
    comments: Sequence[Comment]
    history: Sequence[Past]
    glossary: Glossary
    now: datetime
    known: Mapping[str, Provenance]
    searched: bool

    @property
    def former(self) -> Past | None:
        """The translation that stood last, when it is of something else than what the segment says now."""
        stood = (past for past in reversed(self.history) if past.state >= State.TRANSLATED)
        last = next(stood, None)
        return None if last is None or last.source == self.task.segment.checksum else last


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a row of the queue says of what was before.

    stale: a translation stood, of an earlier source. sent_back: the last word about it; why: the reason,
    if one was given. comments: how many.
    """

    stale: bool
    sent_back: bool
    why: str
    comments: int
