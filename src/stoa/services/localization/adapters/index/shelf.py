"""Units in a file that never changes, ordered by the length of their texts; some may be taken out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from stoa.services.localization.adapters.index.binding import BLOCK
from stoa.services.localization.adapters.index.sections import Sections


class Shelf:
    """lengths: uint32[rows], ascending. starts: uint32[blocks, grams + 1], into the block's postings."""

    def __init__(self, path: Path, gone: Iterable[int] = ()) -> None:
        self.path = path
        self._file = Sections(path)
        self.bits, self.rows = self._file.said["bits"], self._file.said["rows"]
        self.lengths: NDArray[np.uint32] = self._file.array("lengths")
        self.starts: NDArray[np.uint32] = self._file.array("starts").reshape(-1, (1 << self.bits) + 1)
        self.postings = [
            np.frombuffer(self._file.mapped, np.uint16, int(count), int(at))
            for at, count in zip(
                self._file.array("posting_at"), self._file.array("posting_count"), strict=True
            )
        ]
        self._text_at, self._text_size = self._file.array("text_at"), self._file.array("text_size")
        self._record_at, self._record_size = self._file.array("record_at"), self._file.array("record_size")
        self._units: NDArray[np.uint8] = self._file.array("units").reshape(-1, 16)
        self._ends, self._row_of_end = self._file.array("ends"), self._file.array("row_of_end")
        self._gone: NDArray[np.bool_] | None = None
        self._hide_rows(list(gone))

    def texts(self, rows: NDArray[Any]) -> list[str]:
        found = self._file.read(self._text_at[rows].tolist(), self._text_size[rows].tolist())
        return [str(text, "utf-8") for text in found]

    def records(self, rows: NDArray[Any]) -> list[bytes]:
        return self._file.read(self._record_at[rows].tolist(), self._record_size[rows].tolist())

    def units(self, rows: NDArray[Any]) -> NDArray[np.uint8]:
        chosen: NDArray[np.uint8] = self._units[rows]
        return chosen

    def blocks(self, first: int, end: int) -> Iterator[tuple[int, NDArray[np.uint32], NDArray[np.uint16]]]:
        """Of the blocks with rows from first to before end: their first row, starts, postings."""
        for number in range(first // BLOCK, (end - 1) // BLOCK + 1):
            yield number * BLOCK, self.starts[number], self.postings[number]

    def hide(self, units: Iterable[UUID]) -> None:
        """Taken out, where they are here."""
        self._hide_rows([row for unit in units for row in self._rows_of(unit)])

    def is_shown(self, rows: NDArray[Any]) -> NDArray[np.bool_]:
        return np.ones(len(rows), np.bool_) if self._gone is None else ~self._gone[rows]

    def alive(self) -> NDArray[np.int64]:
        return np.arange(self.rows) if self._gone is None else np.flatnonzero(~self._gone)

    def gone(self) -> list[int]:
        return [] if self._gone is None else np.flatnonzero(self._gone).tolist()

    def _hide_rows(self, rows: list[int]) -> None:
        if rows:
            gone = np.zeros(self.rows, np.bool_) if self._gone is None else self._gone
            gone[rows] = True
            self._gone = gone

    def _rows_of(self, unit: UUID) -> Iterator[int]:
        end = np.frombuffer(unit.bytes[8:], np.uint64)[0]
        first, last = np.searchsorted(self._ends, end), np.searchsorted(self._ends, end, "right")
        for row in self._row_of_end[first:last].tolist():
            if self._units[row].tobytes() == unit.bytes:
                yield row
