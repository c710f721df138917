"""How large a source may be. Sizes in bytes."""

from dataclasses import dataclass

from stoa.kernel.captions import LARGEST_BYTES

MEGA = 1_000_000
GIGA = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """ratio: unpacked to packed, asked only above `ratio_from`. depth: folders in each other."""

    packed: int = 2 * GIGA
    unpacked: int = 4 * GIGA
    entries: int = 5_000
    ratio: int = 100
    ratio_from: int = 10 * MEGA
    depth: int = 12
    name: int = 255


@dataclass(frozen=True, slots=True)
class FileLimits:
    """By what a file is. `text` holds for Markdown, YAML, HTML and XML alike."""

    text: int = 1 * MEGA
    xml: int = 8 * MEGA
    xml_depth: int = 200
    captions: int = LARGEST_BYTES
    image: int = 20 * MEGA
    image_pixels: int = 40_000_000
    drawing: int = 1 * MEGA
    video: int = 2 * GIGA
    file: int = 200 * MEGA


ARCHIVE = ArchiveLimits()
FILE = FileLimits()
