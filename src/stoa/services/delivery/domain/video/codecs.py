"""What a sample entry says about its codec, as RFC 6381 names it. Only H.264 and AAC are let through."""

from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.services.delivery.domain.video.boxes import (
    Box,
    Buffer,
    children,
    content,
    damaged,
    name,
    need,
    read,
)

PICTURE_ENTRY = 78
SOUND_ENTRY = 28
"""Bytes of a sample entry before the boxes inside it. Source: ISO/IEC 14496-12, 12.1.3 and 12.2.3."""

# Baseline, main, extended and high: 8 bit, 4:2:0, what every browser decodes.
_PROFILES = frozenset({66, 77, 88, 100})
_ENCRYPTED = frozenset({b"encv", b"enca"})
_AAC = 0x40


@dataclass(frozen=True, slots=True)
class Codec:
    """name: by RFC 6381. width, height: in pixels, 0 for sound. channels: 0 for pictures."""

    name: str
    width: int = 0
    height: int = 0
    channels: int = 0


def picture_codec(data: Buffer, entry: Box) -> Codec:
    """Source: ISO/IEC 14496-15, 5.3.3."""
    _refuse_encrypted(entry)
    if entry.kind not in (b"avc1", b"avc3"):
        raise Invalid("video.not_h264", found=name(entry.kind))
    width, height = read(data, entry, "HH", 24)
    avc = need(children(data, entry, PICTURE_ENTRY), b"avcC")
    version, profile, constraints, level = read(data, avc, "BBBB")
    if version != 1 or not width or not height:
        raise damaged("avcC")
    if profile not in _PROFILES:
        raise Invalid("video.profile", found=profile)
    return Codec(f"{name(entry.kind)}.{profile:02x}{constraints:02x}{level:02x}", width, height)


def sound_codec(data: Buffer, entry: Box) -> Codec:
    """Source: ISO/IEC 14496-14, 5.6."""
    _refuse_encrypted(entry)
    if entry.kind != b"mp4a":
        raise Invalid("video.not_aac", found=name(entry.kind))
    (channels,) = read(data, entry, "H", 16)
    esds = need(children(data, entry, SOUND_ENTRY), b"esds")
    kind, object_type = _audio_object_type(content(data, esds)[4:])
    if kind != _AAC:
        raise Invalid("video.not_aac", found=f"mp4a.{kind:02x}")
    return Codec(f"mp4a.40.{object_type}", channels=channels or 2)


def _refuse_encrypted(entry: Box) -> None:
    if entry.kind in _ENCRYPTED:
        raise Invalid("video.encrypted")


def _audio_object_type(descriptors: bytes) -> tuple[int, int]:
    """Object type indication and audio object type. Source: ISO/IEC 14496-1, 7.2.6; 14496-3, 1.6.2.1."""
    try:
        tag, body = _descriptor(descriptors)
        if tag != 3:
            raise damaged("esds")
        flags = body[2]
        skip = (
            3 + (2 if flags & 0x80 else 0) + (1 + body[3] if flags & 0x40 else 0) + (2 if flags & 0x20 else 0)
        )
        tag, body = _descriptor(body[skip:])
        if tag != 4:
            raise damaged("esds")
        kind = body[0]
        if kind != _AAC:
            return kind, 0
        tag, config = _descriptor(body[13:])
        if tag != 5:
            raise damaged("esds")
        object_type = config[0] >> 3
        if object_type == 31:
            object_type = 32 + ((config[0] & 7) << 3 | config[1] >> 5)
    except IndexError:
        raise damaged("esds") from None
    return kind, object_type


def _descriptor(data: bytes) -> tuple[int, bytes]:
    """Tag and body; the length takes seven bits a byte."""
    length, at = 0, 1
    for _ in range(4):
        byte = data[at]
        at += 1
        length = length << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return data[0], data[at : at + length]
