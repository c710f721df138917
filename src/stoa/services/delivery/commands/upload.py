"""Assets are written once, read back and compared, before anybody is told of them."""

from collections.abc import Sequence

from stoa.kernel.errors import Conflict, Defect
from stoa.runtime.objects import Bucket
from stoa.services.delivery.commands.side_by_side import side_by_side
from stoa.services.delivery.domain.asset import Asset
from stoa.services.delivery.domain.publication import Progress, State

_AT_ONCE = 8


async def upload(bucket: Bucket, folder: str, assets: Sequence[Asset], progress: Progress) -> None:
    """folder: prefix of the keys. Raises Unavailable; Defect when the store holds other bytes."""
    progress.enter(State.UPLOADING, sum(asset.size for asset in assets))

    async def put(asset: Asset) -> None:
        key = folder + asset.path
        try:
            written = await bucket.put_file(key, asset.file, asset.media_type)
        except Conflict as conflict:
            raise Defect("publication.address_taken", key=key) from conflict
        if written != asset.checksum:
            raise Defect("publication.staging_changed", key=key)
        await bucket.verify(key, asset.checksum)
        progress.advance(asset.size)

    await side_by_side(put, assets, _AT_ONCE)
