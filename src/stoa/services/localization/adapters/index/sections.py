"""A file of named arrays: written once from front to back, with a checksum on the way, then only read."""

import hashlib
import mmap
import os
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

_MAGIC = b"stoa-shelf-1\n\0\0\0"
_ALIGNED = 64


class Section(msgspec.Struct, frozen=True, array_like=True):
    at: int
    count: int
    kind: str


class SectionWriter:
    """Writes beside the place and moves the whole file there, synced, when all went well."""

    def __init__(self, path: Path) -> None:
        self.path, self._aside = path, path.with_suffix(".aside")
        self._sections: dict[str, Section] = {}

    def __enter__(self) -> Self:
        self._file = self._aside.open("wb")
        self._sum, self._at = hashlib.sha256(), 0
        self._write(_MAGIC)
        return self

    def put(self, name: str, array: NDArray[Any]) -> int:
        """Where it begins in the file."""
        self._write(bytes(-self._at % _ALIGNED))
        self._sections[name] = Section(self._at, array.size, array.dtype.str)
        self._write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data if array.size else b"")
        return self._sections[name].at

    def finish(self, **said: int) -> str:
        """The checksum of the file, which now lies in its place. said: numbers to keep with it."""
        last = msgspec.json.encode({"sections": self._sections, "said": said})
        self._write(last + len(last).to_bytes(8, "little") + _MAGIC)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._aside.replace(self.path)
        sync_folder(self.path.parent)
        return self._sum.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._file.close()
        if kind:
            self._aside.unlink(missing_ok=True)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._sum.update(data)
        self._at += len(data)


class Sections:
    """The arrays of a file, mapped into memory: what is never looked at takes none.

    The file is closed when nobody looks into it any more, so that it may be taken away meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self.mapped = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
        end = len(self.mapped) - len(_MAGIC)
        size = int.from_bytes(self.mapped[end - 8 : end], "little")
        last = msgspec.json.decode(self.mapped[end - 8 - size : end - 8], type=_Last)
        self.said: Mapping[str, int] = last.said
        self._sections = last.sections

    def array(self, name: str) -> NDArray[Any]:
        section = self._sections[name]
        return np.frombuffer(self.mapped, section.kind, section.count, section.at)

    def read(self, at: Sequence[int], size: Sequence[int]) -> list[bytes]:
        """Pieces of the file, past the mapping: they do not stay in the memory of the process."""
        file = self._file
        return [os.pread(file, one, begin) for begin, one in zip(at, size, strict=True)]


class _Last(msgspec.Struct):
    sections: dict[str, Section]
    said: dict[str, int]


def checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """A file that was moved is at its new name after a power cut only if its folder is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
