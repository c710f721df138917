"""The edge's folder: which versions lie at hand there, and what their assets are served as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from stoa.services.delivery.domain.asset import ADDRESS, folder_of

SERVED = "assets"
"""Below it, in the edge's folder, lies what the edge serves, by the same paths as in the store."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/mp4",
    "mp4": "video/mp4",
    "vtt": "text/vtt; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "ipynb": "application/x-ipynb+json",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
}
"""The edge names the type of a copy by these endings, in small letters or in capitals.

An asset of which the store tells another type is not copied.
"""
TYPE_OF_OTHERS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A version that should lie at hand. key, checksum: of its manifest."""

    content: UUID
    version: int
    locale: str
    key: str
    checksum: str

    def address(self) -> str:
        return folder_of(self.content, self.version, self.locale)


@dataclass(frozen=True, slots=True)
class Copy:
    """An asset as it may be copied. key: in the store, and where it lies below SERVED."""

    key: str
    checksum: str
    size: int


@dataclass(frozen=True, slots=True)
class _Edition:
    activation: int
    active: Wanted
    before: Wanted | None = None


class AtHand:
    """A fold of activations, in any order and as often as they come."""

    def __init__(self) -> None:
        self._editions: dict[tuple[UUID, str], _Edition] = {}

    def take(self, activation: int, version: Wanted) -> None:
        """activation: counts up within the edition, so that a late one is known."""
        edition = version.content, version.locale
        last = self._editions.get(edition)
        if last is not None and activation <= last.activation:
            return
        # The edition goes to the end: the order is that of the latest activations.
        self._editions.pop(edition, None)
        self._editions[edition] = _Edition(activation, version, last.active if last else None)

    def wanted(self) -> list[Wanted]:
        """The best first: what is active, then what pages opened before still name and a roll-back restores.

        Within both, the latest activated first.
        """
        latest = list(reversed(self._editions.values()))
        before = [edition.before for edition in latest if edition.before is not None]
        return [edition.active for edition in latest] + before


def copies(assets: Iterable[tuple[Copy, str]]) -> list[Copy]:
    """Those that the edge would serve as the store does, the smallest first: they gain the most.

    assets: each with the media type that the store tells.
    """
    served = [
        copy
        for copy, media_type in assets
        if media_type == _type_by_name(copy.key) and re.fullmatch(ADDRESS, f"/{copy.key}")
    ]
    return sorted(served, key=lambda copy: copy.size)


def fitting(copies: Iterable[Copy], room: int) -> list[Copy]:
    """As many as there is room for, in bytes."""
    chosen = []
    for copy in copies:
        room -= copy.size
        if room < 0:
            break
        chosen.append(copy)
    return chosen


def _type_by_name(key: str) -> str:
    """As the edge tells it, which looks at what follows the last dot."""
    _name, dot, ending = key.rpartition("/")[2].rpartition(".")
    known = ending.lower() if ending.isupper() else ending
    return TYPES.get(known, TYPE_OF_OTHERS) if dot else TYPE_OF_OTHERS
