"""Every three characters that follow each other in a text, as numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 3
AROUND = SIZE - 1
"""Signs put before and after each text, so that an edit at an edge costs as many grams as one inside."""
_EDGE = 2
"""A control character; where a text has it itself, a bound is looser and nothing is missed."""


def grams_of(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """uint32[sum of length + 2]: a hash of each gram, text after text; int64[texts]: their lengths.

    The upper bits of a hash are its best ones. Two grams may share one: they are told apart by scoring.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    signs = np.full(int(lengths.sum()) + AROUND * (len(texts) + 1), _EDGE, np.uint32)
    inside = np.arange(int(lengths.sum())) + AROUND * (1 + np.repeat(np.arange(len(texts)), lengths))
    signs[inside] = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    return _mixed(signs[:-2], signs[1:-1], signs[2:]), lengths


def _mixed(
    first: NDArray[np.uint32], second: NDArray[np.uint32], third: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Multiplied and folded so that each character reaches the upper bits. Source: after MurmurHash3."""
    mixed = first * np.uint32(0x9E3779B1)
    mixed ^= second * np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(15)
    mixed += third * np.uint32(0xC2B2AE3D)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0x27D4EB2F)
    return mixed
