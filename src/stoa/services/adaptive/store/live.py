"""Counts as the instructor's page sees them."""

import msgspec

from stoa.contracts.adaptive import ClassPoint, FilmLive, ItemLive
from stoa.services.adaptive.domain.changes import Tally
from stoa.services.adaptive.domain.film_curve import FilmCurve
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.pulse import Pulse

ITEM, FILM, PULSE = "item", "film", "pulse"
_ITEM = msgspec.msgpack.Decoder(ItemTally)
_FILM = msgspec.msgpack.Decoder(FilmCurve)
_PULSE = msgspec.msgpack.Decoder(Pulse)


def read_item(data: bytes) -> ItemTally:
    return _ITEM.decode(data)


def read_film(data: bytes) -> FilmCurve:
    return _FILM.decode(data)


def read_pulse(data: bytes) -> Pulse:
    return _PULSE.decode(data)


def points_live(row: Tally) -> list[ClassPoint]:
    return [
        ClassPoint(number=one.number, engagement=one.engagement, accuracy=one.accuracy, risk=one.risk)
        for one in _PULSE.decode(row.data).points
    ]


def item_live(row: Tally) -> ItemLive:
    tally = _ITEM.decode(row.data)
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
    curve = _FILM.decode(row.data)
    return FilmLive(
        object=row.about,
        step_s=curve.step_s,
        watched=curve.watched,
        rewatched=curve.rewatched,
        paused=curve.paused,
        left=curve.left,
    )
