"""Fragmented MP4: an initialisation segment, then media segments.

Pictures and sound lie in the same segments, so that the smallest players can do without a second playlist.
Source: ISO/IEC 14496-12, 8.8.
"""

import struct
from collections.abc import Sequence

from stoa.services.delivery.domain.video.boxes import Buffer, write, write_full
from stoa.services.delivery.domain.video.movie import Track

_KEY = 0x02000000
_NOT_KEY = 0x01010000
"""Sample flags: depends on none; depends on others and is no place to begin."""

_SELF_CONTAINED = 1
_BASE_IS_MOOF = 0x020000
_PER_SAMPLE = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800
"""Of `trun`: data offset, and a duration, size, flags and shift for every sample."""


def initialisation(tracks: Sequence[Track]) -> bytes:
    """What a decoder must know before the first segment. Tracks are numbered from 1 in the order given."""
    numbered = list(enumerate(tracks, 1))
    header = struct.pack(">IIIIIH10x", 0, 0, 1000, 0, 1 << 16, 1 << 8)
    extends = [write_full(b"trex", 0, 0, struct.pack(">IIIII", number, 1, 0, 0, 0)) for number, _ in numbered]
    return write(b"ftyp", b"iso6", bytes(4), b"iso6mp41") + write(
        b"moov",
        write_full(b"mvhd", 0, 0, header, _unturned(), _next_track(len(tracks) + 1)),
        *(_trak(number, track) for number, track in numbered),
        write(b"mvex", *extends),
    )


def media_segment(tracks: Sequence[Track], data: Buffer, number: int, parts: Sequence[range]) -> bytes:
    """parts: numbers of the samples of each track, in the order of the tracks. number: counts up from 1."""
    taken = [
        (track_id, track, part)
        for track_id, (track, part) in enumerate(zip(tracks, parts, strict=True), 1)
        if part
    ]
    bodies = [b"".join(_bytes_of(track, data, part)) for _, track, part in taken]

    def build(offset: int) -> bytes:
        trafs = []
        for (track_id, track, part), body in zip(taken, bodies, strict=True):
            trafs.append(_traf(track_id, track, part, offset))
            offset += len(body)
        return write(b"moof", write_full(b"mfhd", 0, 0, struct.pack(">I", number)), *trafs)

    size = 8 + sum(len(body) for body in bodies)
    # Offsets count from the beginning of the moof, whose size they do not change.
    head = build(len(build(0)) + 8)
    return b"".join((head, struct.pack(">I4s", size, b"mdat"), *bodies))


def _traf(track_id: int, track: Track, part: range, offset: int) -> bytes:
    samples = track.samples
    shift_back = track.starts - track.origin()
    base = max(0, samples.decoded[part.start] - track.origin())
    runs = bytearray()
    for sample in part:
        runs += struct.pack(
            ">IIIi",
            samples.decoded[sample + 1] - samples.decoded[sample],
            samples.sizes[sample],
            _KEY if samples.keys[sample] else _NOT_KEY,
            samples.shifts[sample] - shift_back,
        )
    return write(
        b"traf",
        write_full(b"tfhd", 0, _BASE_IS_MOOF, struct.pack(">I", track_id)),
        write_full(b"tfdt", 1, 0, struct.pack(">Q", base)),
        write_full(b"trun", 1, _PER_SAMPLE, struct.pack(">Ii", len(part), offset), bytes(runs)),
    )


def _bytes_of(track: Track, data: Buffer, part: range) -> list[bytes]:
    """Samples that lie side by side in the file are taken in one piece."""
    samples = track.samples
    pieces = []
    start = end = samples.offsets[part.start]
    for sample in part:
        if samples.offsets[sample] != end:
            pieces.append(bytes(data[start:end]))
            start = samples.offsets[sample]
        end = samples.offsets[sample] + samples.sizes[sample]
    pieces.append(bytes(data[start:end]))
    return pieces


def _trak(number: int, track: Track) -> bytes:
    picture = track.handler == b"vide"
    width, height = track.codec.width << 16, track.codec.height << 16
    volume = 0 if picture else 1 << 8
    header = write_full(
        b"tkhd",
        0,
        3,
        struct.pack(">IIIII8xHHHH", 0, 0, number, 0, 0, 0, 0, volume, 0),
        track.matrix,
        struct.pack(">II", width, height),
    )
    handler = write_full(b"hdlr", 0, 0, bytes(4), track.handler, bytes(12), b"\0")
    kind = write_full(b"vmhd", 0, 1, bytes(8)) if picture else write_full(b"smhd", 0, 0, bytes(4))
    references = write(
        b"dinf", write_full(b"dref", 0, 0, struct.pack(">I", 1), write_full(b"url ", 0, _SELF_CONTAINED))
    )
    tables = write(
        b"stbl",
        write_full(b"stsd", 0, 0, struct.pack(">I", 1), _entry(track)),
        write_full(b"stts", 0, 0, bytes(4)),
        write_full(b"stsc", 0, 0, bytes(4)),
        write_full(b"stsz", 0, 0, bytes(8)),
        write_full(b"stco", 0, 0, bytes(4)),
    )
    times = write_full(b"mdhd", 0, 0, struct.pack(">IIIIHH", 0, 0, track.timescale, 0, _LANGUAGE_UNKNOWN, 0))
    return write(b"trak", header, write(b"mdia", times, handler, write(b"minf", kind, references, tables)))


_LANGUAGE_UNKNOWN = 0x55C4
"""`und`, five bits a letter."""


def _entry(track: Track) -> bytes:
    """The sample entry of the file, told to use the one data reference there is here."""
    return track.entry[:14] + struct.pack(">H", 1) + track.entry[16:]


def _unturned() -> bytes:
    return struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)


def _next_track(number: int) -> bytes:
    return bytes(24) + struct.pack(">I", number)
