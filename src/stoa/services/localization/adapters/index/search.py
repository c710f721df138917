"""The texts of a shelf that are most like a query, by counting the grams they share.

An edit of the query changes at most three of its grams, and taking out a sign that only the other text has at
most two. So of the grams looked at, a text lacks at most three for each edit, less one for each sign that it
is longer: what lacks more is not near enough and is never read. The rarest say most and are looked at first.
Source: count filter on q-grams, Gravano et al., VLDB 2001; Levenshtein by rapidfuzz decides in the end.
"""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from stoa.services.localization.adapters.index.best import Best
from stoa.services.localization.adapters.index.binding import BLOCK
from stoa.services.localization.adapters.index.grams import SIZE
from stoa.services.localization.adapters.index.shelf import Shelf

POSTINGS = 10_000
"""How many are read where speed counts more than proof: of a million units nearly every best is found."""
CANDIDATES = 64
SPARE = 24
"""Grams that a text must share at least when proof is wanted: more are read, fewer texts are scored."""


@dataclass(frozen=True, slots=True)
class Query:
    """grams: uint32[length + 2]."""

    text: str
    grams: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Read:
    """grams: of the shelf, rarest first, each as often as the query has it. first, end: rows near in
    length."""

    grams: NDArray[np.uint32]
    postings: NDArray[np.int64]
    first: int
    end: int


def search(shelf: Shelf, query: Query, best: Best) -> None:
    """Scores the most promising texts: those that share most of the rarest grams."""
    read = _rarest_first(shelf, query, best)
    if read is None:
        return
    enough = int(np.searchsorted(np.cumsum(read.postings), POSTINGS, "right"))
    grams = read.grams[: max(SIZE, enough)]
    rows, shared = _counted(shelf, grams, read)
    apart = np.abs(shelf.lengths[rows].astype(np.int64) - len(query.text))
    promise = shared - apart * (0.3 * len(grams) / len(query.text))
    if len(rows) > CANDIDATES:
        rows = rows[np.argpartition(-promise, CANDIDATES)[:CANDIDATES]]
    _score(shelf, query, rows, best)


def prove(shelf: Shelf, query: Query, best: Best) -> None:
    """Scores every text that could be better than what was found: afterwards none is."""
    read = _rarest_first(shelf, query, best)
    if read is None:
        return
    lengths = np.arange(shelf.lengths[read.first], int(shelf.lengths[read.end - 1]) + 1, dtype=np.int64)
    edits = best.edits(len(query.text), lengths)
    if edits.max() < 0:
        return
    lacking = SIZE * edits - np.maximum(0, lengths - len(query.text))
    grams = read.grams[: max(0, int(lacking.max())) + SPARE]
    for begin, starts, postings in shelf.blocks(read.first, read.end):
        counts = np.bincount(_gathered(starts, postings, grams), minlength=1)
        needed = len(grams) - lacking
        rows = np.flatnonzero(counts >= needed.min()) if needed.min() > 0 else np.arange(BLOCK)
        rows = rows[(begin + rows >= read.first) & (begin + rows < read.end)]
        shared = np.where(rows < len(counts), counts[np.minimum(rows, len(counts) - 1)], 0)
        enough = shared >= needed[shelf.lengths[begin + rows].astype(np.int64) - lengths[0]]
        _score(shelf, query, begin + rows[enough], best)


def _rarest_first(shelf: Shelf, query: Query, best: Best) -> _Read | None:
    """None: no text of the shelf is near enough in length."""
    length = len(query.text)
    first = int(np.searchsorted(shelf.lengths, ceil(best.floor * length - 1e-9)))
    end = int(np.searchsorted(shelf.lengths, floor(length / best.floor + 1e-9), "right"))
    if first >= end:
        return None
    grams = query.grams >> np.uint32(32 - shelf.bits)
    blocks = slice(first // BLOCK, (end - 1) // BLOCK + 1)
    postings = (shelf.starts[blocks, grams + 1].astype(np.int64) - shelf.starts[blocks, grams]).sum(0)
    order = np.argsort(postings, kind="stable")
    return _Read(grams[order], postings[order], first, end)


def _counted(
    shelf: Shelf, grams: NDArray[np.uint32], read: _Read
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows near in length that have any of the grams, and how many of them."""
    parts = [
        _gathered(starts, postings, grams) + np.uint32(begin)
        for begin, starts, postings in shelf.blocks(read.first, read.end)
    ]
    every = np.concatenate(parts)
    every.sort()
    begins = np.flatnonzero(np.diff(every, prepend=np.uint32(0xFFFFFFFF)))
    rows, shared = every[begins].astype(np.int64), np.diff(begins, append=len(every))
    near = (rows >= read.first) & (rows < read.end)
    return rows[near], shared[near]


def _gathered(
    starts: NDArray[np.uint32], postings: NDArray[np.uint16], grams: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Rows of one block, once for each of the grams they have."""
    found = [
        postings[start:end]
        for start, end in zip(starts[grams].tolist(), starts[grams + 1].tolist(), strict=True)
        if end > start
    ]
    return np.concatenate(found).astype(np.uint32) if found else np.empty(0, np.uint32)


def _score(shelf: Shelf, query: Query, rows: NDArray[np.int64], best: Best) -> None:
    rows = rows[shelf.is_shown(rows)]
    if not len(rows):
        return
    scores = process.cdist(
        [query.text],
        shelf.texts(rows),
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=best.floor,
        dtype=np.float64,
    )[0]
    for place in np.flatnonzero(scores >= best.floor).tolist():
        best.take(float(scores[place]), shelf, int(rows[place]))
