"""What an MP4 file holds. Source: ISO/IEC 14496-12, boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from stoa.kernel.errors import Invalid

_WITHIN = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_MOST_BOXES = 10_000


@dataclass(frozen=True, slots=True)
class Video:
    """codecs: the four letters of each track's first sample entry."""

    duration_s: float
    codecs: list[str]


def check_video(name: str, data: bytes) -> Video:
    """H.264 with AAC sound or none. Raises Invalid."""
    if data[4:8] != b"ftyp":
        raise Invalid("content.media.mismatch", name=name, media_type="video/mp4")
    video = _read(name, data)
    unknown = [
        codec for codec in video.codecs if codec not in ("avc1", "avc3", "mp4a", "tmcd", "text", "tx3g")
    ]
    if unknown or not {"avc1", "avc3"} & set(video.codecs):
        raise Invalid("content.media.codec", name=name, found=", ".join(video.codecs) or "–")
    if not 1 <= video.duration_s <= 4 * 3600:
        raise Invalid("content.media.duration", name=name, found_s=round(video.duration_s, 1))
    return video


def duration_s(data: bytes) -> float:
    return _read("", data).duration_s


def _read(name: str, data: bytes) -> Video:
    duration, codecs = 0.0, []
    for number, (kind, body) in enumerate(_boxes(memoryview(data))):
        if number > _MOST_BOXES:
            raise Invalid("content.media.mismatch", name=name, media_type="video/mp4")
        if kind == b"mvhd":
            duration = _duration(body)
        elif kind == b"stsd" and len(body) >= 16:
            codecs.append(bytes(body[12:16]).decode("latin-1"))
    return Video(duration, codecs)


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Leaf boxes that lie in the boxes of `_WITHIN`."""
    at = 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            return
        body = data[at + head : at + size]
        if kind in _WITHIN:
            yield from _boxes(body)
        else:
            yield kind, body
        at += size


def _duration(body: memoryview) -> float:
    """Of a movie header, in seconds: version 0 has 32-bit times, version 1 64-bit ones."""
    at, width = (20, 8) if len(body) > 32 and body[0] == 1 else (12, 4)
    if len(body) < at + 4 + width:
        return 0.0
    scale = int.from_bytes(body[at : at + 4])
    return int.from_bytes(body[at + 4 : at + 4 + width]) / scale if scale else 0.0
