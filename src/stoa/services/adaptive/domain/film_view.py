"""How one learner watches one film."""

import msgspec

from stoa.services.adaptive.domain.stretches import (
    MOST_STRETCHES,
    Stretches,
    stretches_between,
)

_BYTES = MOST_STRETCHES // 8
_END_SHARE = 0.97
"""Of the film: who leaves after it has seen the film to its end."""


class FilmView(msgspec.Struct, array_like=True, gc=False):
    """second: where it stands. furthest: the furthest stretch that was played, counted from one.

    played: a bit a stretch. stalled_ms: waited for the network. back, forward: times it was sought.
    """

    duration_s: float = 0.0
    second: float = 0.0
    furthest: int = 0
    played: bytes = b""
    rewatched: int = 0
    rate: float = 1.0
    playing: bool = False
    back: int = 0
    forward: int = 0
    stalled_ms: int = 0

    def watch(self, from_s: float, to_s: float, duration_s: float, rate: float) -> Stretches:
        self.duration_s = self.duration_s or duration_s
        self.rate = rate
        self.second = to_s
        seen = stretches_between(from_s, to_s, self.duration_s)
        before = int.from_bytes(self.played, "little")
        self.played = (before | seen).to_bytes(_BYTES, "little")
        again = seen & before
        self.rewatched += again.bit_count()
        self.furthest = max(self.furthest, seen.bit_length())
        return Stretches(seen & ~before, again)

    def seek(self, from_s: float, to_s: float) -> None:
        self.second = to_s
        if to_s < from_s:
            self.back += 1
        else:
            self.forward += 1

    @property
    def watched_share(self) -> float:
        """Of the way to the furthest stretch that was played: what was not jumped over. 1 before any."""
        return int.from_bytes(self.played, "little").bit_count() / self.furthest if self.furthest else 1.0

    @property
    def rewatched_share(self) -> float:
        """Stretches played again, of those played, at most 1."""
        played = int.from_bytes(self.played, "little").bit_count()
        return min(1.0, self.rewatched / played) if played else 0.0

    @property
    def ended(self) -> bool:
        return self.duration_s > 0 and self.second >= self.duration_s * _END_SHARE
