"""Size of an image from its header, so that a page keeps its place while images arrive."""

import re
from io import BytesIO

from PIL import Image
from PIL.ExifTags import Base

SVG = "image/svg+xml"

_SVG_ROOT = re.compile(rb"<svg\b[^>]*>")
_LENGTH = r"""\b%s\s*=\s*["']\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*["']"""
_WIDTH, _HEIGHT = (re.compile((_LENGTH % name).encode()) for name in ("width", "height"))
_NUMBER = rb"-?[0-9]*\.?[0-9]+"
_VIEW_BOX = re.compile(
    rb"""\bviewBox\s*=\s*["']\s*%b[\s,]+%b[\s,]+(%b)[\s,]+(%b)\s*["']"""
    % (_NUMBER, _NUMBER, _NUMBER, _NUMBER)
)
_LYING_ON_ITS_SIDE = 5
"""EXIF orientations from this one on change width and height."""


def measure(data: bytes, media_type: str) -> tuple[int, int] | None:
    """Width and height in pixels as shown; None for what is no image or says nothing of its size."""
    if media_type == SVG:
        return _measure_svg(data)
    if not media_type.startswith("image/"):
        return None
    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
            lying = image.getexif().get(Base.Orientation, 1) >= _LYING_ON_ITS_SIDE
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError):
        return None
    return (height, width) if lying else (width, height)


def _measure_svg(data: bytes) -> tuple[int, int] | None:
    root = _SVG_ROOT.search(data)
    if root is None:
        return None
    width, height = _WIDTH.search(root[0]), _HEIGHT.search(root[0])
    if width is None or height is None:
        box = _VIEW_BOX.search(root[0])
        sides = (box[1], box[2]) if box else None
    else:
        sides = (width[1], height[1])
    if sides is None:
        return None
    size = round(float(sides[0])), round(float(sides[1]))
    return size if min(size) > 0 else None
