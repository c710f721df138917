"""What chances of machines' proposals have come to between two locales, as people are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.calibration import (
    EVERY_PROVIDER,
    LEAST,
    MOST_ERROR,
    Calibration,
    Route,
    Standing,
    judging,
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of machines' proposals for which there was a chance. stood: without a person.

    looked: people came back to those. changed: of these, more than a touch; of those nobody looked at nobody
    can say.
    """

    pair: LocalePair
    given: int = 0
    stood: int = 0
    looked: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """As of `Calibration`, without its model. provider: judged by it; empty where none is known yet."""

    provider: str
    standing: Standing
    version: int
    n: int
    good: int
    auroc: float | None
    error: float | None
    routes: tuple[Route, ...]
    fitted_at: datetime


@dataclass(frozen=True, slots=True)
class Chances:
    """source, locale: between which. least: post-edits that it takes. most_error: beyond it nothing is told.

    standing: that some machine is judged, or why none is. fitted: by machine, nothing before the first
    post-edit. given, stood, looked, changed: as of `Fate`.
    """

    source: str
    locale: str
    standing: Standing
    least: int
    most_error: float
    fitted: tuple[Fitted, ...]
    given: int
    stood: int
    looked: int
    changed: int


def chances(fates: Sequence[Fate], calibrations: Sequence[Calibration]) -> list[Chances]:
    """Of every pair that is wanted, whether anything is known of it or not."""
    return [_chances(one, [found for found in calibrations if found.pair == one.pair]) for one in fates]


def _chances(fate: Fate, known: Sequence[Calibration]) -> Chances:
    by_provider = {one.provider: one for one in known}
    apart = sorted(by_provider.keys() - {EVERY_PROVIDER}) or sorted(by_provider)
    judges = [(name, judging(by_provider, name)) for name in apart]
    fitted = tuple(_fitted(name, judge) for name, judge in judges if judge is not None)
    standings = {one.standing for one in fitted}
    return Chances(
        source=fate.pair.source,
        locale=fate.pair.target,
        standing=next((one for one in (Standing.TELLS, Standing.OFF) if one in standings), Standing.FEW),
        least=LEAST,
        most_error=MOST_ERROR,
        fitted=fitted,
        given=fate.given,
        stood=fate.stood,
        looked=fate.looked,
        changed=fate.changed,
    )


def _fitted(provider: str, one: Calibration) -> Fitted:
    return Fitted(
        provider=provider,
        standing=one.standing,
        version=one.version,
        n=one.n,
        good=one.good,
        auroc=one.auroc,
        error=one.error,
        routes=one.routes,
        fitted_at=one.fitted_at,
    )
