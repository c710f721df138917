"""Units from several places bound into one shelf, ordered by the length of their texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from stoa.services.localization.adapters.index.grams import AROUND, grams_of
from stoa.services.localization.adapters.index.sections import SectionWriter

BLOCK = 1 << 16
"""Rows whose postings lie together, so that two bytes name a row in its block."""
MOST_BITS = 17
"""Of a gram's number: 131,072 lists of postings a block, as many as English has different grams."""
_AT_ONCE = 1 << 12


T = TypeVar("T")


class Source(Protocol):
    """Units that can be bound. Rows are numbers from 0."""

    @property
    def lengths(self) -> NDArray[np.uint32]: ...

    def alive(self) -> NDArray[np.int64]:
        """Rows that are not taken out."""
        ...

    def texts(self, rows: NDArray[np.int64]) -> list[str]: ...

    def records(self, rows: NDArray[np.int64]) -> list[bytes]: ...

    def units(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """uint8[rows, 16]: their ids."""
        ...


def bind(path: Path, sources: Sequence[Source], alive: Sequence[NDArray[np.int64]]) -> str:
    """Writes the shelf; its checksum. Holds one block at a time in memory, whatever the size of the whole.

    alive: rows of each source to be bound, one at least.
    """
    chosen = _in_order(sources, alive)
    bits = min(MOST_BITS, max(8, len(chosen.rows).bit_length() + 4))
    with SectionWriter(path) as writer:
        parts = [_bind_block(writer, block, bits) for block in chosen.blocks()]
        for name in parts[0]:
            writer.put(name, np.concatenate([part[name] for part in parts]))
        _bind_units(writer, np.concatenate([part["units"] for part in parts]).reshape(-1, 16))
        return writer.finish(bits=bits, rows=len(chosen.rows))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Rows in the order of their lengths, each with the source it is of."""

    sources: Sequence[Source]
    whose: NDArray[np.uint16]
    rows: NDArray[np.int64]

    def blocks(self) -> "Iterator[_Chosen]":
        for at in range(0, len(self.rows), BLOCK):
            end = at + BLOCK
            yield _Chosen(self.sources, self.whose[at:end], self.rows[at:end])

    def each(self, what: Callable[[Source, NDArray[np.int64]], Sequence[T]]) -> list[T]:
        """What a source says of each row, in order."""
        found: dict[int, T] = {}
        for number, source in enumerate(self.sources):
            places = np.flatnonzero(self.whose == number)
            found.update(zip(places.tolist(), what(source, self.rows[places]), strict=True))
        return [found[place] for place in range(len(self.rows))]


def _in_order(sources: Sequence[Source], alive: Sequence[NDArray[np.int64]]) -> _Chosen:
    lengths = np.concatenate([source.lengths[rows] for source, rows in zip(sources, alive, strict=True)])
    whose = np.repeat(np.arange(len(sources), dtype=np.uint16), [len(rows) for rows in alive])
    order = np.argsort(lengths, kind="stable")
    return _Chosen(sources, whose[order], np.concatenate(alive)[order])


def _bind_block(writer: SectionWriter, block: _Chosen, bits: int) -> dict[str, NDArray[Any]]:
    """Writes texts, records and postings; what is to be known of each row and of the block."""
    texts = block.each(lambda source, rows: source.texts(rows))
    records = block.each(lambda source, rows: source.records(rows))
    units = block.each(lambda source, rows: [bytes(unit) for unit in source.units(rows)])
    postings, starts = _postings(texts, bits)
    text_at, text_size = _put_all(writer, [text.encode() for text in texts])
    record_at, record_size = _put_all(writer, records)
    return {
        "lengths": np.fromiter(map(len, texts), np.uint32, len(texts)),
        "text_at": text_at,
        "text_size": text_size,
        "record_at": record_at,
        "record_size": record_size,
        "posting_at": np.array([writer.put("block", postings)], np.uint64),
        "posting_count": np.array([len(postings)], np.uint64),
        "starts": starts,
        "units": np.frombuffer(b"".join(units), np.uint8),
    }


def _put_all(writer: SectionWriter, pieces: Sequence[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Where in the file each piece begins, and how long it is."""
    sizes = np.fromiter(map(len, pieces), np.uint32, len(pieces))
    begin = writer.put("block", np.frombuffer(b"".join(pieces), np.uint8))
    return (np.cumsum(sizes, dtype=np.uint64) - sizes + np.uint64(begin)).astype(np.uint64), sizes


def _postings(texts: Sequence[str], bits: int) -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """For each gram the rows of the block that have it, ascending; and where each gram's rows start."""
    keys = np.concatenate([_keys(texts, at, bits) for at in range(0, len(texts), _AT_ONCE)])
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])]
    starts = np.searchsorted(keys, np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(16))
    return (keys & np.uint64(0xFFFF)).astype(np.uint16), starts.astype(np.uint32)


def _keys(texts: Sequence[str], at: int, bits: int) -> NDArray[np.uint64]:
    """Gram in the upper bits, row in the lower sixteen."""
    some = texts[at : at + _AT_ONCE]
    grams, lengths = grams_of(some)
    rows = np.repeat(np.arange(at, at + len(some), dtype=np.uint64), lengths + AROUND)
    return ((grams >> np.uint32(32 - bits)).astype(np.uint64) << np.uint64(16)) | rows


def _bind_units(writer: SectionWriter, units: NDArray[np.uint8]) -> None:
    """The ends of the ids in order, to find the row of a unit by."""
    ends = np.ascontiguousarray(units[:, 8:]).view(np.uint64).reshape(-1)
    order = np.argsort(ends)
    writer.put("ends", ends[order])
    writer.put("row_of_end", order.astype(np.uint32))
