"""What came since the last shelf was bound: few enough to be looked through whole."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stoa.services.localization.adapters.index.best import Best


class Entry(NamedTuple):
    """record: what the index gives back when it finds the text; it does not read it."""

    unit: UUID
    text: str
    record: bytes


class Recent:
    """Only ever grows, so that a thread may look up while another adds; a hidden text is None."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._texts: list[str | None] = []
        self._entries: list[Entry] = []
        self._rows: dict[UUID, int] = {}
        self.add(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def lengths(self) -> NDArray[np.uint32]:
        return np.fromiter((len(entry.text) for entry in self._entries), np.uint32, len(self._entries))

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.hide([entry.unit])
            self._rows[entry.unit] = len(self._entries)
            self._entries.append(entry)
            self._texts.append(entry.text)

    def hide(self, units: Iterable[UUID]) -> None:
        for unit in units:
            row = self._rows.pop(unit, None)
            if row is not None:
                self._texts[row] = None

    def search(self, texts: Sequence[str], bests: Sequence[Best]) -> None:
        among = self._texts[:]
        if not self._rows:
            return
        scores = process.cdist(
            texts,
            among,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=min(best.floor for best in bests),
            dtype=np.float64,
        )
        for best, found in zip(bests, scores, strict=True):
            for row in np.flatnonzero(found >= best.floor).tolist():
                best.take(float(found[row]), self, row)

    def alive(self) -> NDArray[np.int64]:
        return np.array(sorted(self._rows.values()), np.int64)

    def texts(self, rows: NDArray[Any]) -> list[str]:
        return [self._entries[row].text for row in rows.tolist()]

    def records(self, rows: NDArray[Any]) -> list[bytes]:
        return [self._entries[row].record for row in rows.tolist()]

    def units(self, rows: NDArray[Any]) -> NDArray[np.uint8]:
        every = b"".join(self._entries[row].unit.bytes for row in rows.tolist())
        return np.frombuffer(every, np.uint8).reshape(-1, 16)
