"""Counts as bytes of a tally: of an item, of a film, of how a class goes."""

import msgspec

from stoa.services.adaptive.domain.film_curve import FilmCurve
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.pulse import Pulse

ITEM, FILM, PULSE = "item", "film", "pulse"
_ENCODER = msgspec.msgpack.Encoder(uuid_format="bytes")
_ITEM = msgspec.msgpack.Decoder(ItemTally)
_FILM = msgspec.msgpack.Decoder(FilmCurve)
_PULSE = msgspec.msgpack.Decoder(Pulse)


def write(counted: ItemTally | FilmCurve | Pulse) -> bytes:
    """Equal histories give equal bytes."""
    return _ENCODER.encode(counted)


def read_item(data: bytes) -> ItemTally:
    return _ITEM.decode(data)


def read_film(data: bytes) -> FilmCurve:
    return _FILM.decode(data)


def read_pulse(data: bytes) -> Pulse:
    return _PULSE.decode(data)
