"""Time, always aware and in UTC, and the places by which people tell it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones

from stoa.kernel.errors import Invalid

Clock = Callable[[], datetime]


YEARS = range(1900, 2200)
"""Of moments that people name. Beyond them no zone, no column and no page can be sure to hold one."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def check_year(moment: datetime, field: str) -> None:
    """Raises Invalid for a year outside YEARS."""
    if moment.year not in YEARS:
        raise Invalid("input.malformed", field=field, why="input.why.year", least=YEARS[0], most=YEARS[-1])


@cache
def time_zones() -> tuple[str, ...]:
    """Places of the IANA database, read once, without its aliases such as `EST` or `Etc/GMT+5`."""
    return tuple(sorted(zone for zone in available_timezones() if _is_place(zone)))


def _is_place(zone: str) -> bool:
    return zone == "UTC" or (
        "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
    )
