"""Shuffling shows the same in another order, the same way every time, and tells nothing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.shuffle import Deal, Shuffle
from tests.services.assessment.domain.strategies import shuffles


@given(shuffles, st.integers(0, 30), st.text())
def test_a_shuffle_is_a_permutation(shuffle: Shuffle, count: int, name: str) -> None:
    assert sorted(shuffle.order(count, name)) == list(range(count))


def test_the_same_seed_and_name_give_the_same_order_for_ever() -> None:
    assert Shuffle(bytes(16)).order(8, "a") == (0, 7, 6, 4, 2, 1, 5, 3)


def test_every_order_comes_about_equally_often() -> None:
    seen = Counter(Shuffle(number.to_bytes(16)).order(3, "x") for number in range(6000))
    assert len(seen) == 6
    assert all(850 < times < 1150 for times in seen.values())


@given(shuffles, st.integers(3, 12))
def test_an_order_item_is_never_shown_solved(shuffle: Shuffle, count: int) -> None:
    ids = [str(number) for number in range(count)]
    dealt = shuffle.deal_astray(ids, "x").ids
    assert sorted(dealt) == sorted(ids)
    assert list(dealt) != ids


def test_of_two_entries_the_order_shown_does_not_tell_which_is_right() -> None:
    shown = {Shuffle(number.to_bytes(16)).deal_astray(["a", "b"], "x").ids for number in range(50)}
    assert shown == {("a", "b"), ("b", "a")}


@pytest.mark.parametrize("place", ["0", "3", "-1", "1.0", "", "²", "99999999999999999999", "a"])
def test_a_place_where_nothing_was_dealt_is_refused(place: str) -> None:
    with pytest.raises(Invalid, match=r"response\.unknown_option"):
        Deal(("a", "b")).id_at(place)
