"""Time, always aware and in UTC, and the places by which people tell it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@cache
def time_zones() -> tuple[str, ...]:
    """Places of the IANA database, read once, without its aliases such as `EST` or `Etc/GMT+5`."""
    return tuple(sorted(zone for zone in available_timezones() if _is_place(zone)))


def _is_place(zone: str) -> bool:
    return zone == "UTC" or (
        "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
    )
