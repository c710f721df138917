"""What is at hand is bounded, and what was used last stays."""

from hypothesis import given
from hypothesis import strategies as st

from stoa.runtime.kept import Kept


def test_what_was_not_used_for_longest_goes_first() -> None:
    kept: Kept[str, str] = Kept(2)
    kept.put("a", "first")
    kept.put("b", "second")
    assert kept.get("a") == "first"
    kept.put("c", "third")
    assert [kept.get(key) for key in "abc"] == ["first", None, "third"]


def test_a_single_thing_that_weighs_too_much_is_kept_until_the_next() -> None:
    kept: Kept[str, bytes] = Kept(10)
    kept.put("large", b"1", weight=50)
    assert kept.get("large") == b"1"
    kept.put("small", b"2")
    assert (kept.get("large"), kept.get("small")) == (None, b"2")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=60))
def test_all_that_is_kept_weighs_no_more_than_allowed(puts: list[tuple[int, int]]) -> None:
    kept: Kept[int, int] = Kept(8)
    last: dict[int, int] = {}
    for key, weight in puts:
        last[key] = kept.put(key, weight, weight)
        there = [key for key in last if kept.get(key) is not None]
        assert sum(last[key] for key in there) <= 8
        assert key in there
