"""A film cut into stretches of equal length, and which of them were played: a bit a stretch."""

import math

import msgspec

MOST_STRETCHES = 120
SHORTEST_S = 2.0
LONGEST_FILM_S = 86_400.0


def step_of(duration_s: float) -> float:
    """Length of a stretch in seconds, whole; the same for everybody who sees the film."""
    return max(SHORTEST_S, math.ceil(min(duration_s, LONGEST_FILM_S) / MOST_STRETCHES))


def stretch_count(duration_s: float) -> int:
    return max(1, math.ceil(min(duration_s, LONGEST_FILM_S) / step_of(duration_s)))


def stretch_at(second: float, duration_s: float) -> int:
    return min(int(second / step_of(duration_s)), stretch_count(duration_s) - 1)


def stretches_between(from_s: float, to_s: float, duration_s: float) -> int:
    """Those whose middle lies within: of reports without a gap each stretch is in exactly one."""
    first = _middles_before(from_s, duration_s)
    end = max(first, _middles_before(to_s, duration_s))
    return ((1 << (end - first)) - 1) << first


def _middles_before(second: float, duration_s: float) -> int:
    """The last stretch ends with the film, and may be shorter than the others."""
    step = step_of(duration_s)
    last = stretch_count(duration_s) - 1
    if second > (last * step + min(duration_s, LONGEST_FILM_S)) / 2:
        return last + 1
    return min(max(0, math.ceil(second / step - 0.5)), last)


class Stretches(msgspec.Struct, frozen=True, gc=False):
    """Of one report: played for the first time by this learner, and played again."""

    new: int = 0
    again: int = 0
