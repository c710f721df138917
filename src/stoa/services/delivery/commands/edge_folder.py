"""Copies of assets on the edge's own disk. The store stays the truth: without them it is only slower."""

import fcntl
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path, PurePath
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
    """Copies by their keys, each put in its place by one rename. What two versions show lies here once.

    Nothing is served that was not compared since `open`. most: bytes that may lie here.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._served = folder / SERVED
        self._found = folder / "found"
        self._drafts = folder / "drafts"
        self._most = most
        self._versions: dict[str, dict[str, int]] = {}
        self._shown_by: Counter[str] = Counter()
        self._used = 0
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
        """Not when somebody has emptied one of the folders that its copies lie in."""
        copies = self._versions.get(address)
        return copies is not None and all((self._served / home).is_dir() for home in _homes(copies))

    def is_part(self, address: str) -> bool:
        """Whether there was no room for all of it."""
        return address in self._parts

    def room(self) -> int:
        spare = disk_usage(self._folder).free - _SPARED
        return min(self._most - self._used, spare)

    def lies(self, copies: Sequence[Copy]) -> int:
        """Bytes of those that lie here already."""
        return sum(copy.size for copy in copies if copy.key in self._shown_by)

    def needs(self, copies: Sequence[Copy]) -> int:
        """Bytes of those that do not."""
        return sum(copy.size for copy in copies if copy.key not in self._shown_by)

    async def place(self, bucket: Bucket, address: str, copies: Sequence[Copy], *, part: bool) -> None:
        """Fetch, compare, and only then show. Raises Unavailable, NotFound, and Defect for other bytes."""
        draft = Path(await to_thread.run_sync(mkdtemp, None, None, self._drafts))

        async def lay(copy: Copy) -> None:
            file = draft / copy.key
            file.parent.mkdir(parents=True, exist_ok=True)
            if not await to_thread.run_sync(_take, self._found / copy.key, file, copy):
                await bucket.get_file(copy.key, file, copy.checksum)
            os.utime(file, _UNDATED)

        try:
            lacking = await to_thread.run_sync(self._lacking, copies)
            await side_by_side(lay, lacking, _AT_ONCE)
            await to_thread.run_sync(self._show, draft, lacking)
        finally:
            await to_thread.run_sync(rmtree, draft, True)
        await self.remove(address, keep={copy.key for copy in copies})
        self._note(address, copies)
        if part:
            self._parts.add(address)

    def _lacking(self, copies: Sequence[Copy]) -> list[Copy]:
        return [copy for copy in copies if not (self._served / copy.key).is_file()]

    def _show(self, draft: Path, copies: Sequence[Copy]) -> None:
        for copy in copies:
            place = self._served / copy.key
            place.parent.mkdir(parents=True, exist_ok=True)
            (draft / copy.key).rename(place)

    def _note(self, address: str, copies: Sequence[Copy]) -> None:
        self._versions[address] = {copy.key: copy.size for copy in copies}
        self._used += self.needs(copies)
        self._shown_by.update(self._versions[address].keys())

    async def keep_only(self, addresses: Collection[str]) -> None:
        for address in self._versions.keys() - addresses:
            await self.remove(address)

    async def remove(self, address: str, keep: Collection[str] = ()) -> None:
        """What other versions show stays, and readers in the midst of a file keep it. keep: keys."""
        copies = self._versions.pop(address, {})
        self._parts.discard(address)
        self._shown_by.subtract(copies.keys())
        gone = [key for key in copies if not self._shown_by[key]]
        for key in gone:
            del self._shown_by[key]
            self._used -= copies[key]
        await to_thread.run_sync(self._hide, [key for key in gone if key not in keep])

    def _hide(self, keys: Sequence[str]) -> None:
        for key in keys:
            (self._served / key).unlink(missing_ok=True)
        emptied = {parent for key in keys for parent in list(PurePath(key).parents)[:-1]}
        for folder in sorted(emptied, reverse=True):
            with suppress(OSError):
                (self._served / folder).rmdir()


def _homes(keys: Collection[str]) -> set[str]:
    """Folders of versions, as `content/{content}/v3/en`."""
    return {"/".join(key.split("/", 4)[:4]) for key in keys}


def _take(found: Path, file: Path, copy: Copy) -> bool:
    """Whether the same bytes lay here before, and are the draft's now."""
    if not found.is_file() or found.stat().st_size != copy.size:
        return False
    with found.open("rb") as data:
        if file_digest(data, "sha256").hexdigest() != copy.checksum:
            return False
    found.rename(file)
    return True
