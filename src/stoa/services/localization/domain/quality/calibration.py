"""Whether chances may be told between two locales: a model of what people did, and how far it is off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.measured import auroc, calibration_error
from stoa.services.localization.domain.quality.model import Model, fit
from stoa.services.localization.domain.quality.signals import OWN
from stoa.services.localization.domain.thresholds import THRESHOLDS

LEAST = 300
"""Post-edits below which nothing is told."""
KNOWN = 50
"""Post-edits of a machine below which nothing is told of it, whatever is known of others."""
MOST = 2_000
"""The latest of them are fitted to."""
SINCE = timedelta(days=365)
"""What people did before says nothing of the engines of now."""
GROWN = 0.1
"""Of the post-edits that were fitted to: so many new ones are reason to fit again at once."""
RESTS = timedelta(days=1)
"""Fewer new ones than that are fitted to when it was fitted so long ago."""
MOST_ERROR = 0.05
"""Of calibration, on post-edits that were not fitted to."""
TOUCH = 0.05
"""A proposal of which people changed so much at most was good; as `post_edit.distance`."""
EVERY_PROVIDER = ""
SIGNALS = (*OWN, "likelihood", "tells_likelihood", "known_share", "tells_known_share")
"""Machines are asked one after the other, so there is no agreement of engines among them."""
_PARTS = 5
"""Each part of the post-edits is judged by a model that was fitted to the others."""


class Standing(StrEnum):
    """Whether a chance is told, and why not."""

    TELLS = "tells"
    FEW = "few"
    """Too few post-edits."""
    OFF = "off"
    """The chances are too far from what people did."""


@dataclass(frozen=True, slots=True)
class PostEdited:
    """What people did with a machine's proposal. checksum: of its source. row: in the order of SIGNALS."""

    provider: str
    checksum: str
    row: tuple[float, ...]
    good: bool


@dataclass(frozen=True, slots=True)
class Route:
    """From the threshold on: how many of the post-edits go by unseen, and how many of those were good."""

    threshold: float
    passed: int
    good: int

    @property
    def name(self) -> str:
        """Of the threshold."""
        return next(name for name, threshold in THRESHOLDS.items() if threshold == self.threshold)


@dataclass(frozen=True, slots=True)
class Calibration:
    """provider: EVERY_PROVIDER for all together. version: counts up for a pair.

    n: post-edits. good: of them. auroc, error: on those that were not fitted to. model, auroc, error: None
    below LEAST. read_until: when the last of them was accepted.
    """

    pair: LocalePair
    provider: str
    version: int
    model: Model | None
    n: int
    good: int
    auroc: float | None
    error: float | None
    routes: tuple[Route, ...]
    fitted_at: datetime
    read_until: datetime

    @property
    def standing(self) -> Standing:
        if self.model is None or self.error is None:
            return Standing.FEW
        return Standing.TELLS if self.error <= MOST_ERROR else Standing.OFF


@dataclass(frozen=True, slots=True)
class Measured:
    """As of `Calibration`."""

    model: Model | None
    auroc: float | None = None
    error: float | None = None
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """chance: that a person would leave it as it is. calibration: version of the one that says so."""

    chance: float
    calibration: int


def row_of(own: Sequence[float], estimate: Estimate) -> tuple[float, ...]:
    """own: in the order of OWN. What an engine does not tell is 0, and said to be missing."""
    return (
        *own,
        *((0.0, 0.0) if estimate.likelihood is None else (estimate.likelihood, 1.0)),
        *((0.0, 0.0) if estimate.known_share is None else (estimate.known_share, 1.0)),
    )


def provider_of(engine: str) -> str:
    """Without its version: who speaks stays the same from one model to the next."""
    return engine.partition(" ")[0]


def by_provider(seen: Sequence[PostEdited]) -> dict[str, Sequence[PostEdited]]:
    """All together, and each that is known by itself."""
    names = sorted({one.provider for one in seen})
    apart = {name: [one for one in seen if one.provider == name] for name in names}
    return {EVERY_PROVIDER: seen} | {name: some for name, some in apart.items() if len(some) >= KNOWN}


def worth_fitting(known: Calibration | None, new: int, now: datetime) -> bool:
    """known: of every provider together. new: post-edits that it was not fitted to."""
    if known is None or new == 0:
        return new > 0
    enough_at_last = known.model is None and known.n + new >= LEAST
    return enough_at_last or new >= known.n * GROWN or now - known.fitted_at >= RESTS


def measure(seen: Sequence[PostEdited]) -> Measured:
    """Takes seconds for many: for a thread. The same gives the same."""
    if len(seen) < LEAST:
        return Measured(None)
    scored: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        judged = [one for one in seen if _part(one) == part]
        known = [one for one in seen if _part(one) != part]
        if judged and known:
            model = fit([one.row for one in known], [one.good for one in known])
            scored += [(model.chance(one.row), one.good) for one in judged]
    if not scored:
        return Measured(None)
    model = fit([one.row for one in seen], [one.good for one in seen])
    return Measured(model, auroc(scored), calibration_error(scored), tuple(_routes(scored)))


def _part(one: PostEdited) -> int:
    """The same words are never fitted to and judged."""
    return crc32(one.checksum.encode()) % _PARTS


def _routes(scored: Sequence[tuple[float, bool]]) -> list[Route]:
    return [
        Route(
            threshold,
            sum(chance >= threshold for chance, _ in scored),
            sum(good for chance, good in scored if chance >= threshold),
        )
        for threshold in THRESHOLDS.values()
    ]


def judging(calibrations: Mapping[str, Calibration], provider: str) -> Calibration | None:
    """By which the provider is judged: its own where it has enough, else that of all together.

    None for one that nobody has corrected yet: others say nothing of it.
    """
    own = calibrations.get(provider)
    return calibrations.get(EVERY_PROVIDER) if own is not None and own.model is None else own


def tell(calibrations: Mapping[str, Calibration], engine: str, row: Sequence[float]) -> Likely | None:
    """calibrations: of a pair, by provider."""
    judge = judging(calibrations, provider_of(engine))
    if judge is None or judge.model is None or judge.standing is not Standing.TELLS:
        return None
    return Likely(judge.model.chance(row), judge.version)
