"""Assets are written once, read back and compared, before anybody is told of them."""

from stoa.kernel.errors import Conflict, Defect
from stoa.runtime.objects import Bucket
from stoa.services.delivery.commands.place import Placing
from stoa.services.delivery.commands.side_by_side import side_by_side
from stoa.services.delivery.domain.publication import Progress, State

_AT_ONCE = 8


async def upload(bucket: Bucket, folder: str, placing: Placing, progress: Progress) -> None:
    """What is new. folder: prefix of its keys. Raises Unavailable, and Defect when other bytes lie there."""
    progress.enter(State.UPLOADING, sum(placing.assets[path].size for path in placing.written))

    async def put(path: str) -> None:
        key, asset = folder + path, placing.assets[path]
        try:
            written = await bucket.put_file(key, placing.written[path], asset.media_type)
        except Conflict as conflict:
            raise Defect("publication.address_taken", key=key) from conflict
        if written != asset.checksum:
            raise Defect("publication.staging_changed", key=key)
        await bucket.verify(key, asset.checksum)
        progress.advance(asset.size)

    await side_by_side(put, placing.written, _AT_ONCE)
