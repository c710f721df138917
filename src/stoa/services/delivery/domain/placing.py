"""Where the assets of a version lie: in its own folder, or where a version before it has their like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stoa.services.delivery.domain.asset import PREFIX, Asset

PAGE = "text/html; charset=utf-8"
_FILM_FOLDER = re.compile(r"video/[^/]+/")
_MARK = re.compile(rf'"{PREFIX}([^"#]+)')


@dataclass(frozen=True, slots=True)
class Placed:
    """An asset in the store. staged: checksum before addresses were put in; checksum: as it lies there.

    folder: of the version that it was written for, below the content's own, as `v3/en/`.
    """

    staged: str
    checksum: str
    size: int
    media_type: str
    folder: str


def leaning(staged: Mapping[str, Asset], before: Mapping[str, Placed]) -> set[str]:
    """Paths of staged assets whose like lies in the store, written for a version before. By paths.

    The files of a film name each other by place, so all of them stay or none. Pages are for the caller.
    """
    same = {path for path, asset in staged.items() if is_like(asset, before.get(path))}
    broken = {film[0] for path in staged.keys() - same if (film := _FILM_FOLDER.match(path))}
    return {path for path in same if not (film := _FILM_FOLDER.match(path)) or film[0] not in broken}


def is_page(asset: Asset) -> bool:
    return asset.media_type == PAGE


def is_like(asset: Asset, placed: Placed | None) -> bool:
    return placed is not None and (placed.staged, placed.media_type) == (asset.checksum, asset.media_type)


def marked(page: bytes) -> set[str]:
    """Paths of assets that a staged page shows."""
    return set(_MARK.findall(page.decode()))


def addressed(page: bytes, addresses: Mapping[str, str]) -> bytes:
    """A staged page as readers get it. The writer escapes quotes in text, so only an attribute is marked."""
    return _MARK.sub(lambda mark: f'"{addresses.get(mark[1], PREFIX + mark[1])}', page.decode()).encode()
