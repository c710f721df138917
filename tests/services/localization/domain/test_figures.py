"""Figures are what they say they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.figures import (
    BINS,
    Made,
    Tally,
    Way,
    prices,
    qualities,
    way_of,
    ways,
)
from stoa.services.localization.domain.proposal import Origin


@pytest.mark.parametrize(
    ("bin_", "way"),
    [(19, Way.ALMOST), (18, Way.ALIKE), (17, Way.ALIKE), (16, Way.FAR), (15, Way.FAR), (14, Way.LOOSE)],
)
def test_what_is_alike_falls_into_bands_by_how_alike_it_is(bin_: int, way: Way) -> None:
    assert way_of("fuzzy", bin_) is way
    assert way_of("exact", bin_) is Way.EXACT


def tallies() -> st.SearchStrategy[list[Tally]]:
    one = st.builds(
        Tally,
        locale=st.sampled_from(["es", "ar"]),
        origin=st.sampled_from([origin.value for origin in Origin]),
        bin=st.none() | st.integers(0, BINS - 1),
        units=st.integers(1, 50),
        words=st.integers(0, 500),
    )
    return st.lists(one, max_size=30)


@given(tallies())
def test_no_unit_and_no_word_is_lost_or_counted_twice(found: list[Tally]) -> None:
    counted = ways(found)
    assert sum(units for units, _ in counted.values()) == sum(one.units for one in found)
    assert sum(words for _, words in counted.values()) == sum(one.words for one in found)
    tenths, unknown = qualities(found)
    assert sum(tenths) + unknown == sum(one.units for one in found if one.origin == "machine")


def test_thousand_words_cost_what_their_signs_cost() -> None:
    made = [
        Made("deepl 2", words=600, characters=3_000),
        Made("deepl 3", words=400, characters=3_000),
        Made("apertium 3.9", words=10, characters=50),
    ]
    apertium, deepl = prices(made, {"deepl": 20.0, "apertium": 0.0})
    assert (deepl.engine, deepl.words, deepl.usd) == ("deepl", 1000, 0.12)
    assert apertium.usd is None
