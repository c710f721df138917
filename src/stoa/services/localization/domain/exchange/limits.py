"""How much a file may hold. Sizes in bytes of XML."""

from dataclasses import dataclass

MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class ExchangeLimits:
    """element: what is kept in memory at once, a unit or a header. inside: how many elements stand in it."""

    file: int = 4_000 * MEGA
    element: int = 8 * MEGA
    inside: int = 50_000
    depth: int = 64


LIMITS = ExchangeLimits()
CHUNK = 1 << 16
