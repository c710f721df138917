"""Copies of assets on the edge's own disk. The store stays the truth: without them it is only slower."""

import fcntl
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from shutil import disk_usage, rmtree
from tempfile import mkdtemp

from anyio import to_thread

from stoa.runtime.objects import Bucket
from stoa.services.delivery.commands.side_by_side import side_by_side
from stoa.services.delivery.domain.edge import SERVED, Copy

_AT_ONCE = 4
_SPARED = 1_000_000_000
"""Bytes of the disk that are left to others."""
_UNDATED = (1, 1)
"""The edge dates no answer whose file is as old as this: the store and every edge then answer alike."""


class EdgeFolder:
    """Whole versions, put in their place by one rename. Nothing is served that was not compared since `open`.

    most: bytes that may lie here.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._served = folder / SERVED
        self._found = folder / "found"
        self._drafts = folder / "drafts"
        self._most = most
        self._sizes: dict[str, int] = {}
        self._parts: set[str] = set()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Whether it is ours to fill: one process does."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def open(self) -> None:
        """Put aside what lies here: a copy is served again once it was compared."""
        rmtree(self._drafts, ignore_errors=True)
        self._drafts.mkdir()
        self._served.mkdir(exist_ok=True)
        for version in self._served.glob("content/*/*/*"):
            aside = self._found / version.relative_to(self._served)
            rmtree(aside, ignore_errors=True)
            aside.parent.mkdir(parents=True, exist_ok=True)
            version.rename(aside)

    def settled(self) -> None:
        """What was found and not taken again is of no use."""
        rmtree(self._found, ignore_errors=True)

    def holds(self, address: str) -> bool:
        return address in self._sizes and (self._served / address).is_dir()

    def is_part(self, address: str) -> bool:
        """Whether there was no room for all of it."""
        return address in self._parts

    def addresses(self) -> list[str]:
        return list(self._sizes)

    def room(self) -> int:
        spare = disk_usage(self._folder).free - _SPARED
        return min(self._most - sum(self._sizes.values()), spare)

    async def place(self, bucket: Bucket, address: str, copies: Sequence[Copy], *, part: bool) -> None:
        """Fetch, compare, and only then show. Raises Unavailable, NotFound, and Defect for other bytes."""
        draft = Path(await to_thread.run_sync(mkdtemp, None, None, self._drafts))

        async def lay(copy: Copy) -> None:
            file = draft / copy.path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not await to_thread.run_sync(_take, self._found / address / copy.path, file, copy):
                await bucket.get_file(address + copy.path, file, copy.checksum)
            os.utime(file, _UNDATED)

        try:
            await side_by_side(lay, copies, _AT_ONCE)
            await to_thread.run_sync(self._show, draft, address)
        finally:
            await to_thread.run_sync(rmtree, draft, True)
        self._sizes[address] = sum(copy.size for copy in copies)
        if part:
            self._parts.add(address)

    def _show(self, draft: Path, address: str) -> None:
        self._hide(address)
        place = self._served / address
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.chmod(0o755)
        draft.rename(place)

    async def keep_only(self, addresses: Collection[str]) -> None:
        for address in self._sizes.keys() - addresses:
            await self.remove(address)

    async def remove(self, address: str) -> None:
        """Readers in the midst of a file keep it."""
        self._sizes.pop(address, None)
        self._parts.discard(address)
        await to_thread.run_sync(self._hide, address)

    def _hide(self, address: str) -> None:
        place = self._served / address
        if place.is_dir():
            gone = Path(mkdtemp(dir=self._drafts))
            place.rename(gone / "version")
            rmtree(gone, ignore_errors=True)


def _take(found: Path, file: Path, copy: Copy) -> bool:
    """Whether the same bytes lay here before, and are the draft's now."""
    if not found.is_file() or found.stat().st_size != copy.size:
        return False
    with found.open("rb") as data:
        if file_digest(data, "sha256").hexdigest() != copy.checksum:
            return False
    found.rename(file)
    return True
