"""How a version was made, kept beside its manifest, so that the next one makes only what differs."""

from collections.abc import Container, Iterable, Mapping
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import Media
from stoa.contracts.delivery import ManifestObject
from stoa.kernel.checksum import Checksum, checksum, checksum_of
from stoa.kernel.errors import Defect, NotFound
from stoa.runtime import log
from stoa.runtime.objects import Bucket
from stoa.services.delivery.domain.asset import manifest_folder
from stoa.services.delivery.domain.placing import Placed
from stoa.services.delivery.domain.publication import Note
from stoa.services.delivery.domain.version import Version

WAY = 1
"""How objects are rendered. Counts up whenever the same one would come out otherwise."""

EVERY_NAME = ""
"""In place of a media entry's name: which entries there are at all."""

_log = log.get(__name__)


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
    """Of a whole version. home: address of all that the course has. assets: by path.

    known: marks of media that were looked at, with the sizes of the images among them.
    """

    home: str = ""
    way: int = WAY
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


_NOTHING = Rendering()
# Made at import: msgspec must not come to know a type in two threads at once.
_RENDERING = msgspec.json.Decoder(Rendering)


def marks_of(media: Iterable[Media]) -> dict[str, str]:
    """By name."""
    marks = {entry.name: mark_of(entry) for entry in media}
    return marks | {EVERY_NAME: checksum_of(sorted(marks))}


def mark_of(entry: Media) -> str:
    """Equal for media entries that are shown alike."""
    return f"{entry.checksum} {entry.media_type}"


async def load_rendering(
    bucket: Bucket, tenant: UUID, content: UUID, home: str, version: Version | None
) -> Rendering:
    """Empty where there is none that can be used: all is made anew then. Raises Unavailable."""
    if version is None or version.rendering is None:
        return _NOTHING
    key = _key(tenant, content, version.edition.locale, version.number, version.rendering)
    try:
        found = await to_thread.run_sync(_RENDERING.decode, await bucket.get(key, version.rendering))
    except (NotFound, Defect, msgspec.MsgspecError) as error:
        _log.warning("delivery.rendering_left_out", key=key, error=str(error))
        return _NOTHING
    return found if (found.way, found.home) == (WAY, home) else _NOTHING


async def save_rendering(
    bucket: Bucket, tenant: UUID, content: UUID, locale: str, version: int, made: Rendering
) -> Checksum:
    data = await to_thread.run_sync(msgspec.json.encode, made)
    digest = checksum(data)
    await bucket.put(_key(tenant, content, locale, version, digest), data, "application/json")
    return digest


def _key(tenant: UUID, content: UUID, locale: str, version: int, digest: str) -> str:
    return f"{manifest_folder(tenant, content, locale)}v{version}-rendering-{digest}.json"
