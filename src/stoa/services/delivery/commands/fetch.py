"""The document of a revision and its media, from the private bucket, verified."""

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
from anyio import from_thread, to_thread

from stoa.contracts.content import CourseDocument, Media
from stoa.kernel.errors import Defect
from stoa.runtime.objects import Bucket
from stoa.services.delivery.commands.rendering import mark_of
from stoa.services.delivery.commands.side_by_side import side_by_side
from stoa.services.delivery.domain.publication import Progress, Publication, State

_AT_ONCE = 4


async def fetch_document(bucket: Bucket, publication: Publication) -> CourseDocument:
    """Raises Defect when it is not what was announced."""
    data = await bucket.get(publication.document_key, publication.document_checksum)
    try:
        document = await to_thread.run_sync(lambda: msgspec.json.decode(data, type=CourseDocument))
    except msgspec.MsgspecError as error:
        raise Defect("publication.document", why=str(error)) from error
    announced = (publication.edition.course, publication.edition.locale, publication.revision)
    if (document.course, document.locale, document.revision) != announced:
        raise Defect("publication.document", why="course, locale or revision")
    return document


class MediaFiles:
    """Files of a document's media entries; entries of the same bytes share one."""

    def __init__(self, bucket: Bucket, media: Sequence[Media], folder: Path) -> None:
        self._bucket = bucket
        self._media = {entry.name: entry for entry in media}
        self._folder = folder

    async def fetch(self, known: Collection[str], progress: Progress) -> None:
        """All but those that were looked at before. known: their marks."""
        different = {entry.checksum: entry for entry in self._media.values() if mark_of(entry) not in known}
        progress.enter(State.FETCHING, sum(entry.size for entry in different.values()))

        async def fetch(entry: Media) -> None:
            await self._fetch(entry)
            progress.advance(entry.size)

        await side_by_side(fetch, different.values(), _AT_ONCE)

    def file(self, name: str) -> Path:
        """Fetched now if it is not there. For a thread."""
        entry = self._media[name]
        file = self._folder / entry.checksum
        if not file.exists():
            from_thread.run(self._fetch, entry)
        return file

    async def _fetch(self, entry: Media) -> None:
        await self._bucket.get_file(entry.key, self._folder / entry.checksum, entry.checksum)
