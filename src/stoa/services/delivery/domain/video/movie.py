"""An MP4 file as its movie: one track of pictures, at most one of sound."""

from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.services.delivery.domain.video.boxes import (
    Box,
    Buffer,
    boxes,
    children,
    content,
    damaged,
    need,
    read,
    write,
)
from stoa.services.delivery.domain.video.codecs import Codec, picture_codec, sound_codec
from stoa.services.delivery.domain.video.samples import Samples, read_samples

LONGEST_S = 4 * 3600
REORDER_S = 1
"""Pictures that begin later in their track than any reordering explains have been cut by an edit."""

FINEST_TIMESCALE = 100_000_000

_IDENTITY = bytes.fromhex("00010000 00000000 00000000 00000000 00010000 00000000 00000000 00000000 40000000")


@dataclass(frozen=True, slots=True)
class Track:
    """timescale: units a second. entry: the sample entry, as in the file. matrix: how pictures are turned.

    starts: what the track's own clock shows when the movie begins; negative if the track begins later.
    """

    handler: bytes
    timescale: int
    entry: bytes
    codec: Codec
    matrix: bytes
    starts: int
    samples: Samples

    def origin(self) -> int:
        """Taken from times of decoding.

        Sound is heard as it is decoded. Pictures are decoded before they are shown: their shifts are lowered.
        """
        return self.starts if self.handler == b"soun" else min(self.starts, 0)

    def duration_s(self) -> float:
        return max(0.0, (self.samples.decoded[-1] - self.starts) / self.timescale)

    def turned(self) -> bool:
        """Whether the pictures lie on their side: width and height change places when they are shown."""
        return self.matrix[0:4] == bytes(4) and self.matrix[4:8] != bytes(4)


@dataclass(frozen=True, slots=True)
class Movie:
    picture: Track
    sound: Track | None

    def duration_s(self) -> float:
        return max(self.picture.duration_s(), self.sound.duration_s() if self.sound else 0.0)

    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        size = self.picture.codec.width, self.picture.codec.height
        return (size[1], size[0]) if self.picture.turned() else size


def read_movie(data: Buffer) -> Movie:
    """Raises Invalid, with a code that says what the file should be."""
    if len(data) < 12 or bytes(data[4:8]) not in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        raise Invalid("video.not_mp4")
    moov = next((box for box in boxes(data, 0, len(data)) if box.kind == b"moov"), None)
    if moov is None:
        raise Invalid("video.not_mp4")
    inside = children(data, moov)
    if b"mvex" in inside:
        raise Invalid("video.fragmented")
    movie_scale = _timescale(data, need(inside, b"mvhd"))
    tracks = {}
    for box in boxes(data, moov.start, moov.end):
        handler = _handler(data, box) if box.kind == b"trak" else b""
        if handler in (b"vide", b"soun") and handler not in tracks:
            tracks[handler] = _track(data, box, handler, movie_scale)
    if b"vide" not in tracks:
        raise Invalid("video.no_picture")
    if tracks[b"vide"].starts > REORDER_S * tracks[b"vide"].timescale:
        raise Invalid("video.edited")
    movie = Movie(tracks[b"vide"], tracks.get(b"soun"))
    if not 0 < movie.duration_s() <= LONGEST_S:
        raise Invalid("video.length", found_s=round(movie.duration_s()), at_most_s=LONGEST_S)
    return movie


def _handler(data: Buffer, trak: Box) -> bytes:
    hdlr = need(children(data, need(children(data, trak), b"mdia")), b"hdlr")
    read(data, hdlr, "III")
    return bytes(data[hdlr.start + 8 : hdlr.start + 12])


def _track(data: Buffer, trak: Box, handler: bytes, movie_scale: int) -> Track:
    inside = children(data, trak)
    media = children(data, need(inside, b"mdia"))
    tables = children(data, need(children(data, need(media, b"minf")), b"stbl"))
    timescale = _timescale(data, need(media, b"mdhd"))
    entry = _entry(data, need(tables, b"stsd"))
    codec = picture_codec(data, entry) if handler == b"vide" else sound_codec(data, entry)
    return Track(
        handler=handler,
        timescale=timescale,
        entry=write(entry.kind, content(data, entry)),
        codec=codec,
        matrix=_matrix(data, inside.get(b"tkhd")),
        starts=_starts(data, inside.get(b"edts"), timescale, movie_scale),
        samples=read_samples(data, tables),
    )


def _timescale(data: Buffer, header: Box) -> int:
    """Of `mvhd` and `mdhd` alike."""
    (version,) = read(data, header, "B")
    (timescale,) = read(data, header, "I", 20 if version == 1 else 12)
    if not 0 < timescale <= FINEST_TIMESCALE:
        raise damaged(header.kind.decode("latin-1"))
    return timescale


def _entry(data: Buffer, stsd: Box) -> Box:
    """The only sample entry; several would change the codec in the middle."""
    (count,) = read(data, stsd, "I", 4)
    entries = list(boxes(data, stsd.start + 8, stsd.end))
    if not entries or not count:
        raise damaged("stsd")
    if count > 1:
        raise Invalid("video.codec_changes")
    return entries[0]


def _matrix(data: Buffer, tkhd: Box | None) -> bytes:
    if tkhd is None:
        return _IDENTITY
    (version,) = read(data, tkhd, "B")
    at = 52 if version == 1 else 40
    return content(data, tkhd)[at : at + 36].ljust(36, b"\0")


def _starts(data: Buffer, edts: Box | None, timescale: int, movie_scale: int) -> int:
    """Edits may delay a track (an empty edit) and begin inside it; anything else would need cutting."""
    elst = children(data, edts).get(b"elst") if edts else None
    if elst is None:
        return 0
    version, count = read(data, elst, "BxxxI")
    layout, size = ("Qqi", 20) if version == 1 else ("Iii", 12)
    delay = begin = 0
    seen = False
    for number in range(min(count, 3)):
        duration, media_time, rate = read(data, elst, layout, 8 + number * size)
        if media_time == -1 and not seen:
            delay += duration * timescale // movie_scale
        elif seen or rate != 1 << 16 or media_time < 0:
            raise Invalid("video.edited")
        else:
            begin, seen = media_time, True
    if count > 2:
        raise Invalid("video.edited")
    return begin - delay
