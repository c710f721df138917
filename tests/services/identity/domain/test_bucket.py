"""How often something may be tried."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import TooMany
from stoa.services.identity.domain.bucket import Limit, pour, take_back

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIMIT = Limit(burst=3, drip_s=60)


def test_a_burst_passes_and_the_next_is_told_how_long_to_wait() -> None:
    level = None
    for _ in range(LIMIT.burst):
        level = pour(LIMIT, level, NOW)
    with pytest.raises(TooMany) as refusal:
        pour(LIMIT, level, NOW)
    assert refusal.value.data["retry_after_s"] == 60
    assert pour(LIMIT, level, NOW + timedelta(seconds=60))


def test_several_tries_at_once_are_counted_one_by_one_and_poured_all_or_none() -> None:
    level = pour(LIMIT, None, NOW, 2)
    with pytest.raises(TooMany) as refusal:
        pour(LIMIT, level, NOW, 2)
    assert refusal.value.data["retry_after_s"] == 60
    assert pour(LIMIT, level, NOW) == NOW + 3 * LIMIT.drip


def test_a_good_try_leaves_nothing_in_the_bucket() -> None:
    level = None
    for _ in range(100):
        level = take_back(LIMIT, pour(LIMIT, level, NOW), NOW)
    assert level == NOW


@given(st.lists(st.floats(min_value=0, max_value=600), max_size=60))
def test_never_more_than_the_burst_and_the_drips(waits: list[float]) -> None:
    level, now, passed = None, NOW, 0
    for wait in waits:
        now += timedelta(seconds=wait)
        try:
            level = pour(LIMIT, level, now)
            passed += 1
        except TooMany as refusal:
            pour(LIMIT, level, now + timedelta(seconds=refusal.data["retry_after_s"]))
    assert passed <= LIMIT.burst + (now - NOW).total_seconds() / LIMIT.drip_s + 1
