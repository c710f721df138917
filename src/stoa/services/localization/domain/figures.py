"""What translating comes to: how far it is, how fast it follows, what it takes and what it costs.

What each figure means, and in which unit, is said here once; pages and metrics say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stoa.services.localization.domain.proposal import Origin

PERIOD = timedelta(days=90)
"""How far back time, changes of people and lag are looked at."""
BINS = 20
"""Of scores from 0 to 1, so that each bound of a band lies between two."""
STEPS = (0.0, 0.1, 0.3, 0.5, 1.0)
"""How much people changed: nothing, up to a tenth, up to three, up to a half, more."""


class Way(StrEnum):
    """How a target came to be. ALMOST to LOOSE: from what is alike, by how alike the sources are."""

    CONTEXT = "context"
    EXACT = "exact"
    ALMOST = "almost"
    """At least 0.95."""
    ALIKE = "alike"
    """0.85 to 0.95."""
    FAR = "far"
    """0.75 to 0.85."""
    LOOSE = "loose"
    """Below 0.75."""
    MACHINE = "machine"
    PERSON = "person"
    IMPORT = "import"


_BANDS = ((19, Way.ALMOST), (17, Way.ALIKE), (15, Way.FAR), (0, Way.LOOSE))


@dataclass(frozen=True, slots=True)
class Coverage:
    """A course in a locale. segments, words: of the source as it is now; the rest: of those segments.

    has: share of the segments that readers have in the locale, of the edition told last; None for no edition.
    behind_since: when the revision was published that readers do not have yet; None where they have it.
    """

    course: UUID
    title: str
    locale: str
    segments: int
    words: int
    translated: int
    reviewed: int
    has: float | None
    behind_since: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Units that wait for a person. oldest: since when the first of them waits. held: somebody is at work."""

    course: UUID
    locale: str
    units: int
    overdue: int
    held: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Problems that readers found and that wait. oldest: since when the first does, None where none does."""

    problems: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Effort:
    """What people did in the period, as the log says. accepted: units. words: of their sources.

    median_s: time a person spent on one unit. seconds: on all. distance: mean change from what was proposed,
    by sign, in [0, 1]. steps: units by how much was changed, as in STEPS.
    """

    locale: str
    accepted: int
    words: int
    seconds: int
    median_s: float | None
    distance: float | None
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lag:
    """From a revision of the source to the first edition of it that readers had, in the period, in seconds.

    Counted from when the locale was wanted, where that was later.
    """

    locale: str
    editions: int
    median_s: float
    slowest_s: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Units whose target came the same way. bin: of the score, of BINS; None unknown."""

    locale: str
    origin: str
    bin: int | None
    units: int
    words: int


@dataclass(frozen=True, slots=True)
class Made:
    """What a machine's targets stand for. characters, words: of their sources."""

    engine: str
    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class Price:
    """usd: of a thousand words of the source at today's price; None for a machine that has none."""

    engine: str
    words: int
    usd: float | None


def way_of(origin: str, bin_: int | None) -> Way:
    if origin != Origin.FUZZY.value:
        return Way(origin)
    return next(way for least, way in _BANDS if (bin_ or 0) >= least)


def ways(tallies: Iterable[Tally]) -> dict[Way, tuple[int, int]]:
    """Units and words by way, in the order of `Way`; only what there is."""
    found: dict[Way, tuple[int, int]] = {}
    for one in tallies:
        way = way_of(one.origin, one.bin)
        units, words = found.get(way, (0, 0))
        found[way] = units + one.units, words + one.words
    return {way: found[way] for way in Way if way in found}


def qualities(tallies: Iterable[Tally]) -> tuple[list[int], int]:
    """Units of machines by tenths of quality, and how many say nothing of theirs."""
    tenths, unknown = [0] * (BINS // 2), 0
    for one in tallies:
        if one.origin == Origin.MACHINE.value:
            if one.bin is None:
                unknown += one.units
            else:
                tenths[one.bin // 2] += one.units
    return tenths, unknown


def prices(made: Sequence[Made], microusd_per_character: Mapping[str, float]) -> list[Price]:
    """microusd_per_character: by name of the machine, which comes first in what a unit says of its engine."""
    found: dict[str, tuple[int, int]] = {}
    for one in made:
        name = one.engine.partition(" ")[0]
        words, characters = found.get(name, (0, 0))
        found[name] = words + one.words, characters + one.characters
    return [
        Price(name, words, _usd(microusd_per_character.get(name, 0.0) * characters, words))
        for name, (words, characters) in sorted(found.items())
    ]


def _usd(microusd: float, words: int) -> float | None:
    return microusd / words / 1000 if microusd and words else None
