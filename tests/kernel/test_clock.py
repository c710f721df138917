"""Time is aware and in UTC."""

from datetime import UTC, timedelta

from stoa.kernel.clock import time_zones, utc_now


def test_now_is_aware_and_in_utc() -> None:
    now = utc_now()
    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)


def test_time_zones_are_places_in_order_and_read_once() -> None:
    zones = time_zones()
    assert zones is time_zones()
    assert list(zones) == sorted(zones)
    assert {"UTC", "Africa/Cairo", "America/Argentina/Ushuaia"} <= set(zones)
    assert not {"EST", "Etc/GMT+5", "US/Pacific", "GB"} & set(zones)
