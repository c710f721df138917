"""Small MP4 files made of nothing, to know exactly what is in them; and segments taken apart again."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from stoa.services.delivery.domain.video.boxes import Box, boxes, children, write, write_full

AVCC = bytes([1, 66, 0xC0, 13, 0xFF, 0xE0, 0])
ESDS = bytes([3, 22, 0, 1, 0, 4, 17, 0x40, 0x15, *bytes(11), 5, 2, 0x12, 0x10])


@dataclass(frozen=True)
class Frame:
    data: bytes
    duration: int
    shift: int = 0
    key: bool = True


@dataclass(frozen=True)
class Strip:
    """A track. chunks: how many frames lie together. edits: duration and media time of each."""

    frames: Sequence[Frame]
    sound: bool = False
    timescale: int = 1000
    entry: bytes | None = None
    chunks: int = 3
    wide: bool = False
    edits: Sequence[tuple[int, int]] = field(default_factory=tuple)


def picture_entry(kind: bytes = b"avc1", avcc: bytes = AVCC) -> bytes:
    head = bytes(6) + struct.pack(">H16xHH", 1, 64, 48) + bytes(50)
    return write(kind, head, write(b"avcC", avcc))


def sound_entry(kind: bytes = b"mp4a", esds: bytes = ESDS) -> bytes:
    head = bytes(6) + struct.pack(">H8xHHIHH", 1, 1, 16, 0, 22050, 0)
    return write(kind, head, write_full(b"esds", 0, 0, esds))


def film(*strips: Strip) -> bytes:
    """An MP4 whose chunks of all tracks take turns."""
    head = write(b"ftyp", b"isom", bytes(4), b"isom")
    body = bytearray()
    offsets: list[list[int]] = [[] for _ in strips]
    start = len(head) + 8
    longest = max(len(strip.frames) for strip in strips)
    for turn in range(longest):
        for strip, mine in zip(strips, offsets, strict=True):
            chunk = strip.frames[turn * strip.chunks : (turn + 1) * strip.chunks]
            if chunk:
                mine.append(start + len(body))
                body += b"".join(frame.data for frame in chunk)
    tracks = [_trak(strip, mine) for strip, mine in zip(strips, offsets, strict=True)]
    moov = write(b"moov", write_full(b"mvhd", 0, 0, struct.pack(">8xII80x", 1000, 0)), *tracks)
    return head + write(b"mdat", bytes(body)) + moov


def _trak(strip: Strip, offsets: list[int]) -> bytes:
    frames = strip.frames
    entry = strip.entry or (sound_entry() if strip.sound else picture_entry())
    counts = [strip.chunks] * (len(frames) // strip.chunks)
    counts += [len(frames) % strip.chunks] if len(frames) % strip.chunks else []
    runs = [(number, count) for number, count in enumerate(counts, 1)]
    tables = [
        write_full(b"stsd", 0, 0, struct.pack(">I", 1), entry),
        _table(b"stts", [(1, frame.duration) for frame in frames], "II"),
        _table(b"ctts", [(1, frame.shift) for frame in frames], "Ii", version=1),
        _table(b"stsc", [(first, count, 1) for first, count in runs], "III"),
        write_full(
            b"stsz", 0, 0, struct.pack(">II", 0, len(frames)), *(_number(len(frame.data)) for frame in frames)
        ),
        _table(b"co64", [(offset,) for offset in offsets], "Q")
        if strip.wide
        else _table(b"stco", [(offset,) for offset in offsets], "I"),
        _table(b"stss", [(number,) for number, frame in enumerate(frames, 1) if frame.key], "I"),
    ]
    handler = b"soun" if strip.sound else b"vide"
    media = write(
        b"mdia",
        write_full(b"mdhd", 0, 0, struct.pack(">8xIIHH", strip.timescale, 0, 0, 0)),
        write_full(b"hdlr", 0, 0, bytes(4), handler, bytes(13)),
        write(b"minf", write(b"stbl", *tables)),
    )
    edits = [(duration, media_time, 1 << 16) for duration, media_time in strip.edits]
    edit_list = [write(b"edts", _table(b"elst", edits, "Iii"))] if edits else []
    return write(b"trak", write_full(b"tkhd", 0, 3, bytes(80)), *edit_list, media)


def _table(kind: bytes, rows: Sequence[tuple[int, ...]], layout: str, version: int = 0) -> bytes:
    return write_full(
        kind, version, 0, _number(len(rows)), *(struct.pack(">" + layout, *row) for row in rows)
    )


def _number(value: int) -> bytes:
    return struct.pack(">I", value)


@dataclass(frozen=True)
class Played:
    """A sample as a player meets it: times in the track's scale."""

    data: bytes
    decoded: int
    shown: int
    duration: int
    key: bool


def play(segment: bytes, track: int) -> list[Played]:
    """What a player finds of a track in one media segment."""
    [moof, mdat] = boxes(segment, 0, len(segment))
    inside = [children(segment, box) for box in boxes(segment, moof.start, moof.end) if box.kind == b"traf"]
    mine = [traf for traf in inside if struct.unpack_from(">I", segment, traf[b"tfhd"].start + 4)[0] == track]
    return _samples(segment, mine[0], mdat) if mine else []


def _samples(segment: bytes, traf: dict[bytes, Box], mdat: Box) -> list[Played]:
    (now,) = struct.unpack_from(">Q", segment, traf[b"tfdt"].start + 4)
    count, at = struct.unpack_from(">Ii", segment, traf[b"trun"].start + 4)
    played = []
    for number in range(count):
        duration, size, flags, shift = struct.unpack_from(
            ">IIIi", segment, traf[b"trun"].start + 12 + 16 * number
        )
        played.append(Played(segment[at : at + size], now, now + shift, duration, flags == 0x02000000))
        at += size
        now += duration
    assert mdat.start <= at <= mdat.end
    return played
