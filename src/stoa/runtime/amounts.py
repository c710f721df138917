"""Numbers, sizes and moments as they are written in a language, and numbers as fields show them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal
from babel.units import format_unit

_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
_STEP = 1000


def number(value: float, locale: str) -> str:
    """At most two digits after the point, and none that say nothing."""
    return format_decimal(value, format="#,##0.##", locale=locale)


def exactly(value: float) -> str:
    """As a field shows it: the shortest that reads as the very same number, with a point in any language."""
    return repr(float(value)).removesuffix(".0")


def in_percent(share: float) -> str:
    """As a field shows it, with four digits after the point."""
    return exactly(round(share * 100, 4))


def size(count: int, locale: str) -> str:
    """count: bytes."""
    amount, step = float(count), 0
    while amount >= _STEP and step < len(_UNITS) - 1:
        amount, step = amount / _STEP, step + 1
    return format_unit(amount, f"digital-{_UNITS[step]}", "short", format="#,##0.#", locale=locale)


def moment(at: datetime, locale: str, time_zone: str) -> str:
    """The day and the time of day in that zone (IANA), as pages write them; in UTC it says so."""
    there = at.astimezone(ZoneInfo(time_zone))
    day = format_date(there, "medium", locale=locale)
    time = format_time(there, "short", locale=locale)
    written = str(get_datetime_format("medium", locale=locale)).replace("'", "").format(time, day)
    return f"{written} UTC" if time_zone == str(UTC) else written
