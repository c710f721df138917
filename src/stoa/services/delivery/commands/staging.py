"""A folder in which a version is put together, seen by nobody."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from anyio import to_thread

from stoa.kernel.checksum import Checksum, checksum
from stoa.services.delivery.domain.asset import Asset
from stoa.services.delivery.domain.placing import PAGE, Placed


@asynccontextmanager
async def workshop() -> AsyncIterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(await to_thread.run_sync(partial(mkdtemp, prefix="stoa-delivery-")))
    try:
        yield folder
    finally:
        await to_thread.run_sync(partial(rmtree, folder, ignore_errors=True))


class Staging:
    """assets: by path; the same path again is the same thing. touched: paths added since it was emptied.

    before: assets of the version that this one may lean on.
    """

    def __init__(self, folder: Path, before: Mapping[str, Placed]) -> None:
        self._folder = folder
        self._before = before
        self.assets: dict[str, Asset] = {}
        self.touched: set[str] = set()

    def add(self, path: str, data: bytes, media_type: str) -> str:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return self._keep(Asset(path, checksum(data), len(data), media_type, file))

    def add_page(self, path: str, html: str) -> str:
        return self.add(path, html.encode(), PAGE)

    def add_file(self, path: str, file: Path, digest: str, media_type: str) -> str:
        """A file that lies elsewhere already."""
        return self._keep(Asset(path, Checksum(digest), file.stat().st_size, media_type, file))

    def take_over(self, paths: Iterable[str]) -> None:
        """Assets of the version before, as they lie in the store."""
        for path in paths:
            placed = self._before[path]
            self._keep(Asset(path, Checksum(placed.staged), placed.size, placed.media_type, None))

    def takes_over(self, path: str, digest: str, media_type: str) -> bool:
        """Whether the version before has just this."""
        placed = self._before.get(path)
        if placed is None or (placed.staged, placed.media_type) != (digest, media_type):
            return False
        self.take_over([path])
        return True

    def _keep(self, asset: Asset) -> str:
        self.assets[asset.path] = asset
        self.touched.add(asset.path)
        return asset.path
