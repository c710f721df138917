"""Fragmented MP4: an initialisation segment, then media segments.

Source: ISO/IEC 14496-12, 8.8; ISO/IEC 23000-19 (CMAF).
"""

import struct

from stoa.services.delivery.domain.video.boxes import Buffer, write, write_full
from stoa.services.delivery.domain.video.movie import Track

_KEY = 0x02000000
_NOT_KEY = 0x01010000
"""Sample flags: depends on none; depends on others and is no place to begin."""

_SELF_CONTAINED = 1
_BASE_IS_MOOF = 0x020000
_PER_SAMPLE = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800
"""Of `trun`: data offset, and a duration, size, flags and shift for every sample."""


def initialisation(track: Track) -> bytes:
    """What a decoder must know before the first segment."""
    return write(b"ftyp", b"iso6", bytes(4), b"iso6cmfcmp41") + write(
        b"moov",
        write_full(
            b"mvhd",
            0,
            0,
            struct.pack(">IIIIIH10x", 0, 0, 1000, 0, 1 << 16, 1 << 8),
            _unturned(),
            _next_track(),
        ),
        _trak(track),
        write(b"mvex", write_full(b"trex", 0, 0, struct.pack(">IIIII", 1, 1, 0, 0, 0))),
    )


def media_segment(track: Track, data: Buffer, number: int, first: int, after: int) -> bytes:
    """Samples first to before after. number: counts up from 1 in the track."""
    samples = track.samples
    shift_back = track.starts - track.origin()
    base = max(0, samples.decoded[first] - track.origin())
    runs = bytearray()
    for sample in range(first, after):
        runs += struct.pack(
            ">IIIi",
            samples.decoded[sample + 1] - samples.decoded[sample],
            samples.sizes[sample],
            _KEY if samples.keys[sample] else _NOT_KEY,
            samples.shifts[sample] - shift_back,
        )
    head = _moof(number, base, after - first, bytes(runs))
    body = b"".join(_bytes_of(track, data, first, after))
    return head + struct.pack(">I4s", 8 + len(body), b"mdat") + body


def _moof(number: int, base: int, count: int, runs: bytes) -> bytes:
    def build(data_offset: int) -> bytes:
        return write(
            b"moof",
            write_full(b"mfhd", 0, 0, struct.pack(">I", number)),
            write(
                b"traf",
                write_full(b"tfhd", 0, _BASE_IS_MOOF, struct.pack(">I", 1)),
                write_full(b"tfdt", 1, 0, struct.pack(">Q", base)),
                write_full(b"trun", 1, _PER_SAMPLE, struct.pack(">Ii", count, data_offset), runs),
            ),
        )

    return build(len(build(0)) + 8)


def _bytes_of(track: Track, data: Buffer, first: int, after: int) -> list[bytes]:
    """Samples that lie side by side in the file are taken in one piece."""
    samples = track.samples
    pieces = []
    start = end = samples.offsets[first]
    for sample in range(first, after):
        if samples.offsets[sample] != end:
            pieces.append(bytes(data[start:end]))
            start = samples.offsets[sample]
        end = samples.offsets[sample] + samples.sizes[sample]
    pieces.append(bytes(data[start:end]))
    return pieces


def _trak(track: Track) -> bytes:
    picture = track.handler == b"vide"
    width, height = track.codec.width << 16, track.codec.height << 16
    volume = 0 if picture else 1 << 8
    header = write_full(
        b"tkhd",
        0,
        3,
        struct.pack(">IIIII8xHHHH", 0, 0, 1, 0, 0, 0, 0, volume, 0),
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


def _next_track() -> bytes:
    return bytes(24) + struct.pack(">I", 2)
