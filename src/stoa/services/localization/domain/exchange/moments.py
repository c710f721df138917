"""Moments as the formats write them."""

from datetime import UTC, datetime


def compact(moment: datetime) -> str:
    """`20260131T120000Z`, as TMX has it."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def extended(moment: datetime) -> str:
    """`2026-01-31T12:00:00+00:00`, to the microsecond where there are any."""
    return moment.astimezone(UTC).isoformat()


def moment_of(text: str | None) -> datetime | None:
    """Either way of writing; without an offset it is UTC. None for what is no moment."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
