"""What learners do along one film: where they watch, watch again, pause and leave."""

import msgspec

from stoa.services.adaptive.domain.stretches import Stretches, step_of, stretch_at, stretch_count


class FilmCurve(msgspec.Struct):
    """Counts by stretches. watched: learners who played it. left: they went away, and not at the end."""

    duration_s: float
    watched: list[int]
    rewatched: list[int]
    paused: list[int]
    left: list[int]

    @classmethod
    def of(cls, duration_s: float) -> "FilmCurve":
        return cls(duration_s, *([0] * stretch_count(duration_s) for _ in range(4)))

    @property
    def step_s(self) -> float:
        return step_of(self.duration_s)

    def watch(self, stretches: Stretches) -> None:
        _count(self.watched, stretches.new)
        _count(self.rewatched, stretches.again)

    def pause(self, second: float) -> None:
        self.paused[stretch_at(second, self.duration_s)] += 1

    def leave(self, second: float) -> None:
        self.left[stretch_at(second, self.duration_s)] += 1


def _count(counts: list[int], stretches: int) -> None:
    while stretches:
        lowest = stretches & -stretches
        place = lowest.bit_length() - 1
        if place < len(counts):
            counts[place] += 1
        stretches ^= lowest
