"""What stayed in order where something was moved."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(ranks: Sequence[int]) -> set[int]:
    """A longest subsequence that rises, as a set; ranks differ. n log n. Source: patience sorting."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for rank in ranks:
        pile = bisect_left(tops, rank)
        before[rank] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [rank]
    rising: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising
