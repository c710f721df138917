"""The document of a revision and its media, from the private bucket, verified."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument, Media
from stoa.kernel.errors import Defect
from stoa.runtime.objects import Bucket
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


async def fetch_media(
    bucket: Bucket, media: Sequence[Media], folder: Path, progress: Progress
) -> dict[str, Path]:
    """Files by the name of their media entry; entries of the same bytes share one."""
    progress.enter(State.FETCHING, sum(entry.size for entry in media))
    different = {entry.checksum: entry for entry in media}

    async def fetch(entry: Media) -> None:
        await bucket.get_file(entry.key, folder / entry.checksum, entry.checksum)
        progress.advance(entry.size)

    await side_by_side(fetch, different.values(), _AT_ONCE)
    return {entry.name: folder / entry.checksum for entry in media}
