"""What stays in order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.order import longest_rising


@given(st.permutations(range(7)))
def test_no_longer_rising_subsequence_exists(ranks: list[int]) -> None:
    found = longest_rising(ranks)
    assert [rank for rank in ranks if rank in found] == sorted(found)
    longer = combinations(ranks, len(found) + 1)
    assert not any(list(some) == sorted(some) for some in longer)


def test_nothing_rises_where_there_is_nothing() -> None:
    assert longest_rising([]) == set()
