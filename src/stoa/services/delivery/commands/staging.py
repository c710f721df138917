"""A folder in which a version is put together, seen by nobody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from anyio import to_thread

from stoa.kernel.checksum import Checksum, checksum
from stoa.services.delivery.domain.asset import PREFIX, Asset

_PAGE = "text/html; charset=utf-8"


@asynccontextmanager
async def workshop() -> AsyncIterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(await to_thread.run_sync(partial(mkdtemp, prefix="stoa-delivery-")))
    try:
        yield folder
    finally:
        await to_thread.run_sync(partial(rmtree, folder, ignore_errors=True))


class Staging:
    """assets: by path; the same path again is the same thing. touched: paths added since it was emptied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.assets: dict[str, Asset] = {}
        self.touched: set[str] = set()

    def add(self, path: str, data: bytes, media_type: str) -> str:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return self._keep(Asset(path, checksum(data), len(data), media_type, file))

    def add_page(self, path: str, html: str) -> str:
        return self.add(path, html.encode(), _PAGE)

    def add_file(self, path: str, file: Path, digest: str, media_type: str) -> str:
        """A file that lies elsewhere already."""
        return self._keep(Asset(path, Checksum(digest), file.stat().st_size, media_type, file))

    def _keep(self, asset: Asset) -> str:
        self.assets[asset.path] = asset
        self.touched.add(asset.path)
        return asset.path

    def settle(self, url: str) -> list[Asset]:
        """Every asset as it will lie at the address: pages name it in full."""
        return [self._settled(asset, url) for asset in self.assets.values()]

    def _settled(self, asset: Asset, url: str) -> Asset:
        """The writer of pages escapes quotes in text, so only an attribute can begin like this."""
        if asset.media_type != _PAGE:
            return asset
        data = asset.file.read_bytes().replace(f'"{PREFIX}'.encode(), f'"{url}'.encode())
        settled = asset.file.with_suffix(".settled")
        settled.write_bytes(data)
        return replace(asset, checksum=checksum(data), size=len(data), file=settled)
