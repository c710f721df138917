"""Tar files packed with gzip, unpacked into a folder of our own under numbers, never under their names."""

import gzip
import hashlib
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import Any

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.archives.names import check_name, check_names, check_sums
from stoa.services.content.domain.limits import MEGA, ArchiveLimits

_LARGEST_HEADER = MEGA
_PIECE = 1 << 20


class _Measured:
    """Unpacks, and stops at once when it becomes too much."""

    def __init__(self, path: Path, limits: ArchiveLimits) -> None:
        self._file = gzip.open(path, "rb")  # noqa: SIM115
        self._packed = path.stat().st_size
        self._limits = limits
        self._unpacked = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._unpacked += len(data)
        check_sums(0, self._packed, self._unpacked, self._limits)
        return data

    def close(self) -> None:
        self._file.close()


class _Header(tarfile.TarInfo):
    """Refuses what is neither file nor folder before its bytes are taken into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        extended = self.type in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME)
        if extended and self.size > _LARGEST_HEADER:
            raise Invalid("content.archive.bad_name", name=self.name[:100])
        if self.type in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.GNUTYPE_LONGLINK):
            raise Invalid("content.archive.symlink", name=self.name[:100])
        if not extended and self.type not in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE):
            raise Invalid("content.archive.special", name=self.name[:100])
        return super()._proc_member(archive)  # type: ignore[misc]


class TarArchive:
    def __init__(self, folder: Path, files: dict[str, Path]) -> None:
        self._folder = folder
        self._files = files

    def names(self) -> list[str]:
        return sorted(self._files)

    def size(self, name: str) -> int:
        return self._files[name].stat().st_size

    def read(self, name: str, at_most: int) -> bytes:
        if self.size(name) > at_most:
            raise Invalid("content.file.too_large", name=name, limit_mb=max(1, at_most // MEGA))
        return self._files[name].read_bytes()

    def checksum(self) -> str:
        digest = hashlib.sha256()
        for name in self.names():
            digest.update(f"{len(name.encode())}:{name}:{self.size(name)}:".encode())
            digest.update(self._files[name].read_bytes())
        return digest.hexdigest()

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def open_tar(path: Path, limits: ArchiveLimits) -> TarArchive:
    folder = Path(tempfile.mkdtemp(prefix="stoa-import-"))
    source = _Measured(path, limits)
    try:
        return TarArchive(folder, _unpack(source, folder, limits))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        source.close()


def _unpack(source: _Measured, folder: Path, limits: ArchiveLimits) -> dict[str, Path]:
    files: dict[str, Path] = {}
    entries: list[str] = []
    try:
        with tarfile.open(fileobj=source, mode="r|", tarinfo=_Header) as archive:  # type: ignore[call-overload]
            for number, member in enumerate(archive):
                check_sums(number + 1, 0, 0, limits)
                name = member.name.removeprefix("./")
                if name in ("", "."):
                    continue
                check_name(name, limits)
                entries.append(f"{name}/" if member.isdir() else name)
                if member.isfile():
                    files[name] = _write(archive, member, folder / str(number))
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise Invalid("content.archive.broken", name="") from error
    check_names(entries, limits)
    return files


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> Path:
    content = archive.extractfile(member)
    assert content is not None
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, _PIECE)
    return target
