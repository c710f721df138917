"""What a version was made from and where its assets lie, so that the next one makes only what differs."""

import re
from collections.abc import Container, Iterable, Mapping
from uuid import UUID

import msgspec

from stoa.contracts.content import Media
from stoa.contracts.delivery import ManifestObject
from stoa.kernel.checksum import checksum_of
from stoa.services.delivery.domain.asset import PREFIX, Asset
from stoa.services.delivery.domain.publication import Note

EDITION = 1
"""Counts up whenever the same object would be rendered otherwise: nothing older is taken over then."""

PAGE = "text/html; charset=utf-8"
_FILM_FOLDER = re.compile(r"video/[^/]+/")
_MARK = re.compile(rf'"{PREFIX}([^"#]+)')


class Placed(msgspec.Struct, frozen=True):
    """An asset in the store. staged: checksum before addresses were put in; checksum: as it lies there.

    folder: of the version that it was written for, below the content's own, as `v3/en/`.
    """

    staged: str
    checksum: str
    size: int
    media_type: str
    folder: str


class Rendered(msgspec.Struct, frozen=True):
    """An object as it was made. source: checksum of what content said; assets: paths of all that it shows.

    made: with paths below a version's folder. media: marks of the entries it shows, by name. targets: objects
    that it links to. notes: what it points to that is not there.
    """

    source: str
    made: ManifestObject
    assets: tuple[str, ...]
    media: dict[str, str]
    targets: tuple[str, ...]
    notes: tuple[Note, ...] = ()


class Rendering(msgspec.Struct, frozen=True):
    """Of a whole version. assets: by path. known: marks of media that were looked at, with the
    sizes of the images among them."""

    edition: int = EDITION
    objects: dict[UUID, Rendered] = {}
    assets: dict[str, Placed] = {}
    known: dict[str, tuple[int, int] | None] = {}

    def kept(
        self, id_: UUID, source: str, media: Mapping[str, str], objects: Container[str]
    ) -> Rendered | None:
        """The object, if it would be made the same again.

        media: marks of all entries of the document now, by name. What pointed to something that was missing
        is made anew: it may have come.
        """
        before = self.objects.get(id_)
        if before is None or before.source != source or before.notes:
            return None
        same = all(media.get(name) == mark for name, mark in before.media.items())
        return before if same and all(target in objects for target in before.targets) else None


EVERY_NAME = ""
"""In place of a media entry's name: which entries there are at all."""


def marks_of(media: Iterable[Media]) -> dict[str, str]:
    """By name."""
    marks = {entry.name: mark_of(entry) for entry in media}
    return marks | {EVERY_NAME: checksum_of(sorted(marks))}


def mark_of(entry: Media) -> str:
    """Equal for media entries that are shown alike."""
    return f"{entry.checksum} {entry.media_type}"


def marked(page: bytes) -> set[str]:
    """Paths of assets that a staged page shows."""
    return set(_MARK.findall(page.decode()))


def addressed(page: bytes, addresses: Mapping[str, str]) -> bytes:
    """A staged page as readers get it. The writer escapes quotes in text, so only an attribute is marked."""
    return _MARK.sub(lambda mark: f'"{addresses.get(mark[1], PREFIX + mark[1])}', page.decode()).encode()


def leaning(staged: Mapping[str, Asset], before: Rendering) -> set[str]:
    """Paths of staged assets whose like lies in the store, written for an earlier version.

    The files of a film name each other by place, so all of them stay or none. Pages are for the caller.
    """
    same = {path for path, asset in staged.items() if is_like(asset, before.assets.get(path))}
    broken = {film[0] for path in staged.keys() - same if (film := _FILM_FOLDER.match(path))}
    return {path for path in same if not (film := _FILM_FOLDER.match(path)) or film[0] not in broken}


def is_page(asset: Asset) -> bool:
    return asset.media_type == PAGE


def is_like(asset: Asset, placed: Placed | None) -> bool:
    return placed is not None and (placed.staged, placed.media_type) == (asset.checksum, asset.media_type)


def with_folders(made: ManifestObject, folders: Mapping[str, str]) -> ManifestObject:
    """With paths below the content's own folder. folders: of versions, by path."""

    def at(path: str) -> str:
        return folders[path] + path

    return msgspec.structs.replace(
        made,
        pages={level: at(path) for level, path in made.pages.items()},
        playlist=at(made.playlist) if made.playlist else None,
        poster=at(made.poster) if made.poster else None,
        captions={locale: at(path) for locale, path in made.captions.items()},
        transcripts={locale: at(path) for locale, path in made.transcripts.items()},
        file=at(made.file) if made.file else None,
    )
