"""Shares as people read them."""

from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.share import whole_percent


@given(total=st.integers(1, 2_000), data=st.data())
def test_percent_is_the_whole_part_and_hundred_only_when_nothing_is_left(
    total: int, data: st.DataObject
) -> None:
    """29 of 100 are 29 %, though a share of 0.29 times 100 is a little less."""
    completed = data.draw(st.integers(0, total))
    assert whole_percent(completed / total) == completed * 100 // total
