"""Files of a course: what they are by name, and whether their bytes agree."""

import io
import json
import re
from dataclasses import dataclass

from PIL import Image

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.mp4 import check_video
from stoa.services.content.adapters.xml import parse_with_instructions
from stoa.services.content.domain.limits import FILE

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_TYPES = {
    "png": ("image", "image/png"),
    "jpg": ("image", "image/jpeg"),
    "jpeg": ("image", "image/jpeg"),
    "webp": ("image", "image/webp"),
    "gif": ("image", "image/gif"),
    "svg": ("image", "image/svg+xml"),
    "mp4": ("video", "video/mp4"),
    "vtt": ("captions", "text/vtt"),
    "pdf": ("file", "application/pdf"),
    "csv": ("file", "text/csv"),
    "tsv": ("file", "text/tab-separated-values"),
    "txt": ("file", "text/plain"),
    "json": ("file", "application/json"),
    "zip": ("file", "application/zip"),
    "epub": ("file", "application/epub+zip"),
    "ipynb": ("file", "application/x-ipynb+json"),
    "mp3": ("file", "audio/mpeg"),
    "odt": ("file", f"{_OPEN}text"),
    "ods": ("file", f"{_OPEN}spreadsheet"),
    "odp": ("file", f"{_OPEN}presentation"),
    "docx": ("file", f"{_OFFICE}wordprocessingml.document"),
    "xlsx": ("file", f"{_OFFICE}spreadsheetml.sheet"),
    "pptx": ("file", f"{_OFFICE}presentationml.presentation"),
}
_STARTS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "text/vtt": (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
}
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler"})
_IDLE_INSTRUCTIONS = frozenset({"xpacket"})
"""Around what drawing programs note of a file. Any other could fetch a style sheet or a transformation."""
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.I)
_CONTROLS = re.compile(r"[\x00-\x1f]")
"""Browsers leave them out of an address: `java` and `script:` with a tab between them are one word."""
_EXTERNAL = re.compile(r"(?!#|data:image/(png|jpeg|gif|webp);base64,)", re.I)


@dataclass(frozen=True, slots=True)
class Kind:
    """group: image, video, captions or file."""

    group: str
    media_type: str
    limit: int


def kind_of_file(name: str) -> Kind | None:
    """By the extension; None for one that a course does not hold."""
    extension = name.rpartition(".")[2].lower()
    if extension not in _TYPES:
        return None
    group, media_type = _TYPES[extension]
    limit = FILE.drawing if extension == "svg" else int(getattr(FILE, group))
    return Kind(group, media_type, limit)


def media_type_of(name: str) -> str:
    """Raises Invalid for a file that a course does not hold."""
    kind = kind_of_file(name)
    if kind is None:
        raise Invalid("content.media.unknown", name=name)
    return kind.media_type


def check_media(name: str, data: bytes) -> Kind:
    """Raises Invalid when the bytes are not what the extension says, or could act."""
    kind = kind_of_file(name)
    if kind is None:
        raise Invalid("content.media.unknown", name=name)
    if len(data) > kind.limit:
        raise Invalid("content.media.too_large", name=name, limit_mb=max(1, kind.limit // 1_000_000))
    starts = _STARTS.get(kind.media_type)
    if starts is not None and not data.startswith(starts):
        raise Invalid("content.media.mismatch", name=name, media_type=kind.media_type)
    if kind.media_type == "image/svg+xml":
        _check_drawing(name, data)
    elif kind.group == "image":
        _check_image(name, data)
    elif kind.group == "video":
        check_video(name, data)
    elif kind.media_type.endswith("json"):
        _check_json(name, data)
    elif kind.media_type.startswith("text/"):
        _check_text(name, data)
    elif kind.media_type.startswith((_OFFICE, _OPEN)) or kind.media_type.endswith("zip"):
        _check_zip(name, data)
    return kind


def _check_image(name: str, data: bytes) -> None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid("content.media.mismatch", name=name, media_type="image") from error
    if width * height > FILE.image_pixels:
        raise Invalid(
            "content.media.too_many_pixels", name=name, limit_megapixels=FILE.image_pixels // 1_000_000
        )


def _check_drawing(name: str, data: bytes) -> None:
    root, instructions = parse_with_instructions(data, name)
    if root.tag != "svg":
        raise Invalid("content.media.mismatch", name=name, media_type="image/svg+xml")
    for instruction in sorted(instructions - _IDLE_INSTRUCTIONS):
        raise Invalid("content.media.unsafe", name=name, what=instruction)
    for element in root.iter():
        if element.tag in _ACTIVE or (element.tag == "style" and _OUTSIDE.search(element.text or "")):
            raise Invalid("content.media.unsafe", name=name, what=element.tag)
        for key, value in element.attrib.items():
            outside = key == "href" and element.tag != "a" and _EXTERNAL.match(value)
            if key.lower().startswith("on") or outside or _OUTSIDE.search(_CONTROLS.sub("", value)):
                raise Invalid("content.media.unsafe", name=name, what=key)


def _check_text(name: str, data: bytes) -> None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("content.media.not_text", name=name) from error


def _check_json(name: str, data: bytes) -> None:
    try:
        json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("content.media.mismatch", name=name, media_type="application/json") from error


def _check_zip(name: str, data: bytes) -> None:
    if not data.startswith(b"PK\x03\x04"):
        raise Invalid("content.media.mismatch", name=name, media_type="application/zip")
