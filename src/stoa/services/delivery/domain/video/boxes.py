"""Boxes of the ISO base media file format, read within their bounds, and written.

Source: ISO/IEC 14496-12, 4.2.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from stoa.kernel.errors import Invalid

Buffer = bytes | bytearray | memoryview | mmap

MOST_BOXES = 10_000


@dataclass(frozen=True, slots=True)
class Box:
    """kind: four characters. start, end: of its content in the file, header left out."""

    kind: bytes
    start: int
    end: int


def damaged(what: str) -> Invalid:
    return Invalid("video.damaged", what=what)


def truncated(have: int, need: int) -> Invalid:
    return Invalid("video.truncated", have=have, need=need)


def boxes(data: Buffer, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side between two offsets. Raises Invalid where one leaves them."""
    for _ in range(MOST_BOXES):
        if end - start < 8:
            return
        size, kind = struct.unpack_from(">I4s", data, start)
        header = 8
        if size == 1:
            if end - start < 16:
                raise damaged("box")
            (size,) = struct.unpack_from(">Q", data, start + 8)
            header = 16
        elif size == 0:
            size = end - start
        if size < header:
            raise damaged(name(kind))
        if start + size > end:
            raise truncated(len(data), start + size) if end == len(data) else damaged(name(kind))
        yield Box(kind, start + header, start + size)
        start += size
    raise damaged("box")


def children(data: Buffer, parent: Box, skip: int = 0) -> dict[bytes, Box]:
    """The first box of each kind inside one. skip: bytes before the first box."""
    found: dict[bytes, Box] = {}
    for box in boxes(data, parent.start + skip, parent.end):
        found.setdefault(box.kind, box)
    return found


def need(found: dict[bytes, Box], kind: bytes) -> Box:
    box = found.get(kind)
    if box is None:
        raise damaged(name(kind))
    return box


def read(data: Buffer, box: Box, layout: str, at: int = 0) -> tuple[int, ...]:
    """Big-endian numbers at an offset of a box's content."""
    if box.start + at + struct.calcsize(">" + layout) > box.end:
        raise damaged(name(box.kind))
    return struct.unpack_from(">" + layout, data, box.start + at)


def content(data: Buffer, box: Box) -> bytes:
    return bytes(data[box.start : box.end])


def name(kind: bytes) -> str:
    """For people: a damaged file may have any four bytes there."""
    return "".join(chr(byte) if 32 < byte < 127 else "?" for byte in kind)


def write(kind: bytes, *parts: bytes) -> bytes:
    size = 8 + sum(len(part) for part in parts)
    return b"".join((struct.pack(">I4s", size, kind), *parts))


def write_full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box with version and flags."""
    return write(kind, struct.pack(">I", version << 24 | flags), *parts)
