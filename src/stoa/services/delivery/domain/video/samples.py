"""The samples of a track: where each lies, how long it is, when it is decoded and shown.

Source: ISO/IEC 14496-12, 8.6 and 8.7. The tables are compressed; here they are one entry a sample.
"""

import sys
from array import array
from dataclasses import dataclass
from itertools import pairwise

from stoa.kernel.errors import Invalid
from stoa.services.delivery.domain.video.boxes import Box, Buffer, damaged, need, read, truncated

MOST_SAMPLES = 2_000_000
"""Four hours at 120 pictures a second are 1.7 million."""

LARGEST_SHIFT = 2**30


@dataclass(frozen=True, slots=True)
class Samples:
    """offsets: in the file. sizes: bytes. decoded: times in the track's scale, then the end of the last.

    shifts: time of showing less time of decoding. keys: 1 where decoding can begin.
    """

    offsets: "array[int]"
    sizes: "array[int]"
    decoded: "array[int]"
    shifts: "array[int]"
    keys: bytearray

    def __len__(self) -> int:
        return len(self.sizes)


def read_samples(data: Buffer, tables: dict[bytes, Box]) -> Samples:
    """tables: the boxes inside `stbl`. Raises Invalid when they disagree or point outside the file."""
    sizes = _sizes(data, need(tables, b"stsz"))
    if not sizes:
        raise damaged("stsz")
    offsets = _offsets(data, tables, sizes)
    if sum(sizes) > len(data):
        raise damaged("stsz")
    furthest = max(offset + size for offset, size in zip(offsets, sizes, strict=True))
    if furthest > len(data):
        raise truncated(len(data), furthest)
    return Samples(
        offsets=offsets,
        sizes=sizes,
        decoded=_decoded(data, need(tables, b"stts"), len(sizes)),
        shifts=_shifts(data, tables.get(b"ctts"), len(sizes)),
        keys=_keys(data, tables.get(b"stss"), len(sizes)),
    )


def _sizes(data: Buffer, box: Box) -> "array[int]":
    same, count = read(data, box, "II", 4)
    if count > MOST_SAMPLES:
        raise Invalid("video.too_many_samples", found=count, at_most=MOST_SAMPLES)
    if same:
        return array("Q", [same]) * count
    return array("Q", _numbers(data, box, 12, count))


def _offsets(data: Buffer, tables: dict[bytes, Box], sizes: "array[int]") -> "array[int]":
    """A chunk is a run of samples; `stsc` says from which chunk on how many samples each has."""
    chunks = _chunks(data, tables)
    stsc = need(tables, b"stsc")
    runs = _numbers(data, stsc, 8, 3 * read(data, stsc, "I", 4)[0])
    firsts = [*runs[0::3], len(chunks) + 1]
    if firsts[0] != 1 or any(before >= after for before, after in pairwise(firsts)):
        raise damaged("stsc")
    offsets = array("Q")
    for (first, after), samples_each in zip(pairwise(firsts), runs[1::3], strict=True):
        for chunk in range(first - 1, after - 1):
            if len(offsets) + samples_each > len(sizes):
                raise damaged("stsc")
            offset = chunks[chunk]
            for _ in range(samples_each):
                offsets.append(offset)
                offset += sizes[len(offsets) - 1]
    if len(offsets) != len(sizes):
        raise damaged("stsc")
    return offsets


def _chunks(data: Buffer, tables: dict[bytes, Box]) -> "array[int]":
    if b"co64" in tables:
        box = tables[b"co64"]
        return _numbers(data, box, 8, read(data, box, "I", 4)[0], code="Q")
    box = need(tables, b"stco")
    return _numbers(data, box, 8, read(data, box, "I", 4)[0])


def _decoded(data: Buffer, box: Box, count: int) -> "array[int]":
    runs = _numbers(data, box, 8, 2 * read(data, box, "I", 4)[0])
    times = array("q", [0])
    now = 0
    for samples, duration in zip(runs[0::2], runs[1::2], strict=True):
        if len(times) - 1 + samples > count:
            raise damaged("stts")
        for _ in range(samples):
            now += duration
            times.append(now)
    if len(times) - 1 != count:
        raise damaged("stts")
    return times


def _shifts(data: Buffer, box: Box | None, count: int) -> "array[int]":
    if box is None:
        return array("q", [0]) * count
    runs = _numbers(data, box, 8, 2 * read(data, box, "I", 4)[0])
    shifts = array("q")
    for samples, shift in zip(runs[0::2], runs[1::2], strict=True):
        if len(shifts) + samples > count:
            raise damaged("ctts")
        # Version 0 calls it unsigned, yet writers put negative numbers there.
        signed = shift - 2**32 if shift >= 2**31 else shift
        if abs(signed) > LARGEST_SHIFT:
            raise damaged("ctts")
        shifts.extend(array("q", [signed]) * samples)
    shifts.extend(array("q", [0]) * (count - len(shifts)))
    return shifts


def _keys(data: Buffer, box: Box | None, count: int) -> bytearray:
    if box is None:
        return bytearray(b"\1") * count
    keys = bytearray(count)
    for number in _numbers(data, box, 8, read(data, box, "I", 4)[0]):
        if not 1 <= number <= count:
            raise damaged("stss")
        keys[number - 1] = 1
    return keys


def _numbers(data: Buffer, box: Box, at: int, count: int, code: str = "I") -> "array[int]":
    """count big-endian numbers of four (`I`) or eight (`Q`) bytes."""
    numbers = array(code)
    start = box.start + at
    end = start + count * numbers.itemsize
    if end > box.end:
        raise damaged(box.kind.decode("latin-1"))
    numbers.frombytes(bytes(data[start:end]))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
