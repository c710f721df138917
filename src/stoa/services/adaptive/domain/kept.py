"""All that the fold of one registration goes on from, as it lies in safe keeping."""

from uuid import UUID

import msgspec
from msgspec import field

from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.pulse import KEPT, Mark

WINDOW_MS = 10_000
MOST_IN_WINDOW = 1_000
"""Actions of a registration that are folded in ten seconds; a page makes some twenty."""
MOST_SCORED = 64
"""Responses remembered: the server knows a repeat by itself for two minutes."""


class Kept(msgspec.Struct, array_like=True):
    """change: of the enrolment. window: of ten seconds, in which `folded` actions were taken.

    scored: responses that were folded last, the newest last. mark: in the pulse of the class; trail: the
    marks of the last quarter of an hour, one a half minute.
    """

    learning: Learning = field(default_factory=Learning)
    active: bool = True
    change: int = 0
    window: int = 0
    folded: int = 0
    scored: list[UUID] = []
    mark: Mark | None = None
    trail: list[Mark] = []

    def marked(self, mark: Mark) -> None:
        self.mark = mark
        if self.trail and self.trail[-1].number == mark.number:
            self.trail[-1] = mark
            return
        self.trail.append(mark)
        while self.trail[0].number <= mark.number - KEPT:
            del self.trail[0]

    def is_new(self, response: UUID) -> bool:
        """Whether the response was not folded yet. It counts as folded from now on."""
        if response in self.scored:
            return False
        self.scored = [*self.scored[1 - MOST_SCORED :], response]
        return True

    def admits(self, actions: int, at: int) -> bool:
        """Whether so many more are taken: a flood is stopped, whatever it holds."""
        window = at // WINDOW_MS
        if window != self.window:
            self.window, self.folded = window, 0
        self.folded += actions
        return self.folded <= MOST_IN_WINDOW


_ENCODER = msgspec.msgpack.Encoder(uuid_format="bytes")
_DECODER = msgspec.msgpack.Decoder(Kept)


def encode(kept: Kept) -> bytes:
    """Equal histories give equal bytes."""
    return _ENCODER.encode(kept)


def decode(data: bytes) -> Kept:
    return _DECODER.decode(data)
