"""Quantiles of many times without keeping them."""

import random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.histogram import Histogram

times = st.lists(st.integers(130, 500_000), min_size=1, max_size=60)


def histogram(some: list[int]) -> Histogram:
    counted = Histogram()
    for ms in some:
        counted.add(ms)
    return counted


@given(times, st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_quantile_is_near_one_of_the_times(some: list[int], share: float) -> None:
    found = histogram(some).quantile(share)
    assert min(abs(found - ms) / ms for ms in some) < 0.05


def test_median_of_many_times_is_near_the_true_one() -> None:
    chance = random.Random(3)
    some = [round(chance.lognormvariate(9, 1)) for _ in range(5_000)]
    assert histogram(some).quantile(0.5) == pytest.approx(median(some), rel=0.05)


@given(times, times)
def test_partitions_merge_to_the_whole(here: list[int], there: list[int]) -> None:
    assert histogram(here).merged(histogram(there)) == histogram(here + there)
    assert histogram(here).merged(Histogram()) == histogram(here)


@given(st.integers(-5, 10**9))
def test_any_time_has_a_bucket(ms: int) -> None:
    assert histogram([ms]).total == 1


def test_nothing_counted_has_no_quantile() -> None:
    assert Histogram().quantile(0.5) == 0
