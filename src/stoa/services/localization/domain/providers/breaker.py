"""Not asking for a while who did not answer. Source: Nygard, Release It!, circuit breaker."""

from dataclasses import dataclass, replace

_AFTER = 3
"""Troubles in a row: one alone may be the network's."""
_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 300.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """troubles: in a row. closed_until_s: nobody asks before, on the clock that is passed in, in seconds."""

    troubles: int = 0
    until_s: float = 0.0

    def wait_s(self, now_s: float) -> float:
        """How long nobody may ask; 0 when one may. After a wait the next trouble doubles it."""
        return max(0.0, self.until_s - now_s)

    def failed(self, now_s: float, wait_s: float | None = None) -> "Breaker":
        """wait_s: what the provider asked for, which holds at once."""
        troubles = self.troubles + 1
        if wait_s is not None:
            return Breaker(troubles, max(self.until_s, now_s + min(wait_s, _LONGEST_WAIT_S)))
        if troubles < _AFTER:
            return replace(self, troubles=troubles)
        doubled: float = _FIRST_WAIT_S * 2 ** min(troubles - _AFTER, 16)
        return Breaker(troubles, max(self.until_s, now_s + min(doubled, _LONGEST_WAIT_S)))

    def answered(self) -> "Breaker":
        return Breaker()
