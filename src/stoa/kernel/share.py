"""Shares as people read them."""

from math import floor


def whole_percent(share: float) -> int:
    """Rounded down wherever it is shown, so that 100 means all, and too little never looks enough."""
    return floor(share * 100 + 1e-9)
