"""Counts and marks as the instructor's page sees them."""

from collections.abc import Iterable

from stoa.contracts.adaptive import ClassPoint, FilmLive, ItemLive, LearnerPoint
from stoa.services.adaptive.domain.changes import Tally
from stoa.services.adaptive.domain.pulse import Mark
from stoa.services.adaptive.domain.tallied import read_film, read_item, read_pulse


def points_live(row: Tally) -> list[ClassPoint]:
    return [
        ClassPoint(number=one.number, engagement=one.engagement, accuracy=one.accuracy, risk=one.risk)
        for one in read_pulse(row.data).points
    ]


def points_of(trail: Iterable[Mark]) -> list[LearnerPoint]:
    return [
        LearnerPoint(number=one.number, engagement=one.engagement, accuracy=one.accuracy, risk=one.risk)
        for one in trail
    ]


def item_live(row: Tally) -> ItemLive:
    tally = read_item(row.data)
    return ItemLive(
        item=row.about,
        shown=tally.shown,
        responses=tally.responses,
        right=tally.right,
        skipped=tally.skipped,
        hints=tally.hints,
        hesitation_ms=tally.median_ms,
    )


def film_live(row: Tally) -> FilmLive:
    curve = read_film(row.data)
    return FilmLive(
        object=row.about,
        step_s=curve.step_s,
        watched=curve.watched,
        rewatched=curve.rewatched,
        paused=curve.paused,
        left=curve.left,
    )
