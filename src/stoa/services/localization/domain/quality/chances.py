"""What chances of machines' proposals have come to between two locales, as people are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.calibration import (
    EVERY_ENGINE,
    LEAST,
    MOST_ERROR,
    Calibration,
    Route,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """Proposals of machines that were told a chance. stood: without a person. looked: people came back to
    those. changed: of these, more than a touch; of those nobody looked at nobody can say."""

    pair: LocalePair
    given: int = 0
    stood: int = 0
    looked: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """As of `Calibration`, without its model. engine: empty for all together."""

    engine: str
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

    fitted: all engines first, nothing before the first post-edit. given, stood, looked, changed: as of
    `Settled`.
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

    @property
    def all(self) -> Fitted | None:
        return next((one for one in self.fitted if one.engine == EVERY_ENGINE), None)


def chances(settled: Sequence[Settled], calibrations: Sequence[Calibration]) -> list[Chances]:
    """Of every pair that is wanted, whether anything is known of it or not."""
    return [_chances(one, [found for found in calibrations if found.pair == one.pair]) for one in settled]


def _chances(settled: Settled, known: Sequence[Calibration]) -> Chances:
    fitted = tuple(_fitted(one) for one in sorted(known, key=lambda one: one.engine))
    return Chances(
        source=settled.pair.source,
        locale=settled.pair.target,
        standing=fitted[0].standing if fitted else Standing.FEW,
        least=LEAST,
        most_error=MOST_ERROR,
        fitted=fitted,
        given=settled.given,
        stood=settled.stood,
        looked=settled.looked,
        changed=settled.changed,
    )


def _fitted(one: Calibration) -> Fitted:
    return Fitted(
        engine=one.engine,
        standing=one.standing,
        version=one.version,
        n=one.n,
        good=one.good,
        auroc=one.auroc,
        error=one.error,
        routes=one.routes,
        fitted_at=one.fitted_at,
    )
