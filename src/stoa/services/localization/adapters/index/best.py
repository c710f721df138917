"""The best finds of one query so far."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Place(Protocol):
    """Where a row is of: a shelf, or what came since."""

    def records(self, rows: NDArray[np.int64]) -> list[bytes]: ...


@dataclass(slots=True)
class Best:
    """least: similarity below which nothing counts. most: how many are kept."""

    least: float
    most: int
    _hits: dict[tuple[int, int], tuple[float, Place]] = field(default_factory=dict)

    @property
    def floor(self) -> float:
        """Nothing below can be taken any more."""
        return min(one for one, _ in self._hits.values()) if self._full else self.least

    @property
    def _full(self) -> bool:
        return len(self._hits) >= self.most

    def edits(self, length: int, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64[lengths]: the most edits between texts of that length and these that would still be taken."""
        longer = np.maximum(lengths, length)
        allowed = (1 - self.floor) * longer
        if self._full:
            return np.ceil(allowed - 1e-9).astype(np.int64) - 1
        return np.floor(allowed + 1e-9).astype(np.int64)

    def take(self, similarity: float, place: Place, row: int) -> None:
        """Kept when there is room or it is better than the worst, which then goes."""
        key = (id(place), row)
        if key in self._hits:
            return
        if self._full:
            worst = min(self._hits, key=lambda one: self._hits[one][0])
            if similarity <= self._hits[worst][0]:
                return
            del self._hits[worst]
        self._hits[key] = (similarity, place)

    def records(self) -> list[tuple[float, bytes]]:
        """Best first."""
        order = sorted(self._hits.items(), key=lambda one: -one[1][0])
        return [(similarity, place.records(np.array([row]))[0]) for (_, row), (similarity, place) in order]
