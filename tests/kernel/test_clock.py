"""Time is aware and in UTC."""

from datetime import UTC, timedelta

from stoa.kernel.clock import utc_now


def test_now_is_aware_and_in_utc() -> None:
    now = utc_now()
    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)
