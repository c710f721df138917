"""The order in which an attempt shows what has no order of its own.

The seed is secret: who knew it could undo the shuffle of an order item and read its key. The browser names
what it was dealt by place ("1", "2"...), so that an author's id never tells which option is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import shake_256

from stoa.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Deal:
    """ids: as the author named them, in the order shown. A place counts from "1"."""

    ids: tuple[str, ...]

    def place(self, author_id: str) -> str:
        return str(self.ids.index(author_id) + 1)

    def id_at(self, place: str) -> str:
        """Raises Invalid when nothing was dealt to the place."""
        if place.isascii() and place.isdigit() and 1 <= int(place[:4]) <= len(self.ids):
            return self.ids[int(place[:4]) - 1]
        raise Invalid("response.unknown_option", field="given", place=place[:40], options=len(self.ids))


@dataclass(frozen=True, slots=True)
class Shuffle:
    """The same seed and name give the same order in every process and version of Python."""

    seed: bytes

    def order(self, count: int, name: str) -> tuple[int, ...]:
        """A permutation of range(count). Fisher-Yates, drawn from SHAKE-256 of the seed and the name."""
        order = list(range(count))
        draws = shake_256(self.seed + name.encode()).digest(8 * count)
        for last in range(count - 1, 0, -1):
            pick = int.from_bytes(draws[8 * last : 8 * last + 8]) % (last + 1)
            order[last], order[pick] = order[pick], order[last]
        return tuple(order)

    def deal(self, ids: Sequence[str], name: str) -> Deal:
        return Deal(tuple(ids[index] for index in self.order(len(ids), name)))

    def deal_astray(self, ids: Sequence[str], name: str) -> Deal:
        """Never in the order given, from three on; of two that would say what is right."""
        dealt = self.deal(ids, name)
        if len(ids) > 2 and dealt.ids == tuple(ids):
            return Deal((*dealt.ids[1:], dealt.ids[0]))
        return dealt
