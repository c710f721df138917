"""A translators' file on its way in, and its report: what was taken, known, refused, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from stoa.kernel.event import Event
from stoa.services.localization.domain.locales import LocalePair

LARGEST = 500_000_000
"""Bytes of a file that is sent."""
ROOM = 1_000_000
"""Bytes of a form beside its file."""
WEBLATE = "weblate/"
"""How the key of what a pass brought begins, before the connection's id."""
MOST_TOLD = 1_000
"""Refused entries of one file that are kept to be read; all are counted."""


class Outcome(StrEnum):
    """What became of a unit of a file. KNOWN: it stands there already, letter by letter.

    CONFLICT: what it was made from has changed meanwhile, so a person decides. LEFT: nothing is said of it.
    """

    TAKEN = "taken"
    KNOWN = "known"
    CONFLICT = "conflict"
    REFUSED = "refused"
    LEFT = "left"


DOUBTED, BROKEN = "unit.checks", "unit.breaks_page"
"""Why the checks refused an entry. What they doubt a person may say is right as it is."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A unit of the file that was not taken: where it stands in it, and why. code: of a text.

    source, target: without what is in their codes. unit: of a course that it is about. settled: what a person
    decided of a conflict or a doubt, `taken` or `kept`.
    """

    outcome: Outcome
    line: int
    pair: LocalePair
    code: str
    data: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    target: str = ""
    unit: UUID | None = None
    number: int = 0
    settled: str | None = None

    @property
    def doubted(self) -> bool:
        return self.code == DOUBTED

    @property
    def stopped(self) -> bool:
        """By the checks."""
        return self.code in {DOUBTED, BROKEN}


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many units of a locale pair came to an end in one way."""

    source: str
    target: str
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class File:
    """state: waiting, reading, done, refused or failed; leaving or left once it is taken back. code, data:
    why refused.

    course, locale: whose units it has, None for one of the memory. taken_as: languages of the tenant that the
    file's are taken for. done, total: units. key: where it lies.
    """

    id: UUID
    course: UUID | None
    locale: str | None
    scope: str
    taken_as: list[str]
    name: str
    size: int
    key: str
    state: str
    done: int
    total: int
    counts: list[FileCount]
    code: str | None
    data: dict[str, Any]
    at: datetime
    finished_at: datetime | None
    by: UUID
    taken_back_at: datetime | None = None
    taken_back_by: UUID | None = None

    @property
    def from_weblate(self) -> bool:
        """What a pass brought from there, rather than a file that somebody sent."""
        return self.key.startswith(WEBLATE)

    @property
    def leaves(self) -> bool:
        """What it brought into the memory is being taken back."""
        return self.state == "leaving"

    @property
    def over(self) -> bool:
        return self.finished_at is not None

    def count(self, outcome: Outcome) -> int:
        return sum(one.count for one in self.counts if one.outcome is outcome)

    @property
    def by_pair(self) -> dict[LocalePair, dict[Outcome, int]]:
        """Every outcome of every pair."""
        found: dict[LocalePair, dict[Outcome, int]] = {}
        for one in self.counts:
            found.setdefault(LocalePair(one.source, one.target), {})[one.outcome] = one.count
        return found


Ended = tuple[LocalePair, Outcome]


def added(counts: Iterable[FileCount], ended: Iterable[Ended]) -> list[FileCount]:
    """The counts with these in them, in the order of the pairs."""
    counted: Counter[Ended] = Counter(ended)
    for one in counts:
        counted[LocalePair(one.source, one.target), one.outcome] += one.count
    found = [
        FileCount(pair.source, pair.target, outcome, count) for (pair, outcome), count in counted.items()
    ]
    return sorted(found, key=lambda one: (one.source, one.target, one.outcome))


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Data of an error as it is kept."""
    return {
        name: value if isinstance(value, str | int | float | bool | None) else str(value)
        for name, value in values.items()
    }


class FileSent(Event, frozen=True, kw_only=True):
    """A file lies in the private bucket, waiting to be read. Localization's word to itself."""

    service = "localization"
    noun = "file"
    verb = "sent"
    private = True

    file: UUID
