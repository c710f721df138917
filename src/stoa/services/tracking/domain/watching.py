"""Which parts of a video were played: merged intervals that only ever grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

MOST_INTERVALS = 64
"""Above this the narrowest gaps are closed, so that a row stays small whatever a browser sends."""

_TOUCH_S = 0.5
"""Players report times a little apart from each other; a gap this small was not skipped."""


@dataclass(frozen=True, slots=True)
class Watched:
    """intervals: (from, to) in seconds, ascending, disjoint, at most MOST_INTERVALS."""

    intervals: tuple[tuple[float, float], ...] = ()

    def seconds(self) -> float:
        return sum(end - start for start, end in self.intervals)

    def share_of(self, duration_s: float) -> float:
        """Played part, in [0, 1]."""
        inside = sum(min(end, duration_s) - start for start, end in self.intervals if start < duration_s)
        return min(1.0, inside / duration_s) if duration_s > 0 else 0.0

    def and_also(
        self, intervals: Iterable[tuple[float, float]], duration_s: float | None = None
    ) -> "Watched":
        """With more intervals; what is not a stretch of the video is left out."""
        end_of_video = duration_s if duration_s else float("inf")
        played = [
            (max(0.0, start), min(end, end_of_video))
            for start, end in intervals
            if isfinite(start) and isfinite(end) and max(0.0, start) < min(end, end_of_video)
        ]
        return Watched(_bounded(_merged(sorted((*self.intervals, *played)))))


def _merged(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in ordered:
        if merged and start - merged[-1][1] <= _TOUCH_S:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _bounded(merged: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    while len(merged) > MOST_INTERVALS:
        gaps = [after[0] - before[1] for before, after in pairwise(merged)]
        narrow = gaps.index(min(gaps))
        merged[narrow : narrow + 2] = [(merged[narrow][0], merged[narrow + 1][1])]
    return tuple(merged)
