"""One word about many units of a course in a locale: which ones, what is to become of each, what did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.event import Event
from stoa.services.localization.domain.checks.table import CHECKS
from stoa.services.localization.domain.post_edit import LONGEST_COMMENT
from stoa.services.localization.domain.unit import State

KEPT = timedelta(days=90)
"""For so long after its end it can be undone, and what became of each unit is told."""
MOST = 20_000
"""Units that are chosen at once: as many as are counted beforehand within a request."""


class Deed(StrEnum):
    """ACCEPT: as it stands there. SEND_BACK: to be worked at. SET_STATE: of what was accepted.

    PUT_ASIDE: behind others of its priority; the queue alone changes. TRANSLATE_AGAIN: memory and machines
    propose anew what no person has said a word about.
    """

    ACCEPT = "accept"
    SEND_BACK = "send_back"
    SET_STATE = "set_state"
    PUT_ASIDE = "put_aside"
    TRANSLATE_AGAIN = "translate_again"


class Phase(StrEnum):
    DOING = "doing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class BulkRequested(Event, frozen=True, kw_only=True):
    """Units of a bulk are to be gone through, forward or back."""

    service = "localization"
    noun = "bulk"
    verb = "requested"
    private = True

    bulk: UUID


@dataclass(frozen=True, slots=True)
class Selection:
    """Which units of a course in a locale; None is any. finding: name of a check that found something.

    likeness: at least so alike, of what the memory proposed, in [0, 1]. waiting: only what waits for people.
    """

    course: UUID
    locale: str
    object: UUID | None = None
    state: State | None = None
    finding: str | None = None
    likeness: float | None = None
    waiting: bool = False

    def checked(self) -> "Selection":
        """Raises Invalid."""
        if self.finding is not None and self.finding not in {check.name for check in CHECKS}:
            raise Invalid("input.malformed", field="finding", why="input.why.choice", given=self.finding)
        if self.likeness is not None and not 0 <= self.likeness <= 1:
            raise Invalid("bulk.likeness", field="likeness")
        return self


@dataclass(frozen=True, slots=True)
class Word:
    """to: of SET_STATE alone. why: of SEND_BACK, a comment on each."""

    deed: Deed
    to: State | None = None
    why: str = ""

    def checked(self) -> "Word":
        """Raises Invalid."""
        wanted = {State.TRANSLATED, State.REVIEWED, State.FINAL} if self.deed is Deed.SET_STATE else {None}
        if self.to not in wanted:
            raise Invalid("bulk.state", field="to")
        if self.deed is Deed.SEND_BACK and not self.why.strip():
            raise Invalid("unit.why_missing", field="why")
        if len(self.why) > LONGEST_COMMENT:
            raise Invalid("unit.comment_length", field="why", most=LONGEST_COMMENT)
        return self

    @property
    def for_makers(self) -> bool:
        """An editor's word: it makes targets final, or costs what machines cost."""
        return self.to is State.FINAL or self.deed is Deed.TRANSLATE_AGAIN


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit as far as it matters for what may become of it.

    stale: it says what its segment said before. breaks, stops: what the checks say. held: by somebody else.
    own: the person has accepted it, and another one is to look. drafted: somebody has begun to write another
    target, and the person is not the one who holds it. persons: somebody has said or begun it, whoever.
    """

    state: State
    empty: bool = False
    stale: bool = False
    breaks: bool = False
    stops: bool = False
    waiting: bool = False
    held: bool = False
    own: bool = False
    drafted: bool = False
    persons: bool = False


def obstacle(word: Word, one: Candidate, *, maker: bool) -> str:
    """Code of what is in the way; empty where nothing is. maker: the person may change what is final."""
    if one.held:
        return "post_edit.taken"
    if word.deed is Deed.PUT_ASIDE:
        return "" if one.waiting else "post_edit.unknown"
    if one.state is State.FINAL and not maker:
        return "unit.final"
    if one.drafted:
        return "bulk.drafted"
    match word.deed:
        case Deed.ACCEPT:
            return _of_accepting(one)
        case Deed.SEND_BACK:
            return "unit.not_accepted" if one.state is State.INITIAL else ""
        case Deed.TRANSLATE_AGAIN:
            return "bulk.persons" if one.persons else "unit.source_changed" if one.stale else ""
        case _:
            return _of_setting(one, word.to)


def _of_accepting(one: Candidate) -> str:
    if one.state >= State.REVIEWED:
        return "bulk.as_it_is"
    found = {
        "unit.empty": one.empty,
        "unit.source_changed": one.stale,
        "post_edit.own_review": one.own,
        "unit.breaks_page": one.breaks,
        "unit.checks": one.stops,
    }
    return next((code for code, there in found.items() if there), "")


def _of_setting(one: Candidate, to: State | None) -> str:
    """Down to be looked at again, and up only from reviewed: to approve is to accept."""
    if one.state is to:
        return "bulk.as_it_is"
    if one.state is State.INITIAL:
        return "unit.not_accepted"
    return "bulk.not_reviewed" if to is not None and to > one.state and one.state < State.REVIEWED else ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """done: units gone through in this phase, of `total`. maker: as of `obstacle`, when it was asked for.

    counts: by outcome: `done`, the code of what was in the way; of undoing `restored`, or `undo:` and a code.
    """

    id: UUID
    selection: Selection
    word: Word
    by: UUID
    maker: bool
    at: datetime
    phase: Phase
    total: int
    done: int
    counts: Mapping[str, int]
    finished_at: datetime | None

    @property
    def over(self) -> bool:
        return self.phase in {Phase.DONE, Phase.UNDONE}

    def is_past(self, now: datetime) -> bool:
        """Whether it is too late to undo it."""
        return self.finished_at is not None and self.finished_at < now - KEPT

    @property
    def changed(self) -> int:
        return self.counts.get(DONE, 0)


DONE, RESTORED = "done", "restored"


@dataclass(frozen=True, slots=True)
class BulkUnit:
    """One of them. version: as it was when it was chosen. outcome, undo: as of `Bulk.counts`.

    Both are empty while nobody has come by. before: what is put back. after: its version then, or how often
    it was put aside.
    """

    number: int
    unit: UUID
    version: int
    outcome: str = ""
    before: dict[str, Any] | None = None
    after: int | None = None
    undo: str = ""
