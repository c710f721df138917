"""Zip files. Source: APPNOTE.TXT 6.3.10.

Python's zipfile reads entries that share bytes (34 kB can declare 5 GB), so the places of all entries are
compared first; it also reads any number of entries, so the end record is looked at before it.
"""

import hashlib
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.archives.names import check_names, check_sums
from stoa.services.content.domain.limits import ArchiveLimits

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65_535
_IN_ZIP64 = 0xFFFF
_ENTRY_BYTES = 1_024
_ENCRYPTED = 0x1


class ZipArchive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {info.filename: info for info in archive.infolist() if not info.is_dir()}

    def names(self) -> list[str]:
        return sorted(self._entries)

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def read(self, name: str, at_most: int) -> bytes:
        info = self._entries[name]
        if info.file_size > at_most:
            raise Invalid("content.file.too_large", name=name, limit_mb=max(1, at_most // 1_000_000))
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Invalid("content.archive.broken", name=name) from error

    def checksum(self) -> str:
        digest = hashlib.sha256()
        for name in self.names():
            digest.update(f"{len(name.encode())}:{name}:{self.size(name)}:".encode())
            digest.update(self.read(name, self.size(name)))
        return digest.hexdigest()

    def close(self) -> None:
        self._archive.close()


def open_zip(path: Path, limits: ArchiveLimits) -> ZipArchive:
    with path.open("rb") as file:
        _check_end(file, path.stat().st_size, limits)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, UnicodeDecodeError) as error:
        raise Invalid("content.archive.broken", name=path.name) from error
    try:
        _check(archive, limits)
    except BaseException:
        archive.close()
        raise
    return ZipArchive(archive)


def _check_end(file: BinaryIO, size: int, limits: ArchiveLimits) -> None:
    """The record at the end says how many entries there are, before they are read into memory."""
    tail_size = min(size, _END.size + _LONGEST_COMMENT)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Invalid("content.archive.broken", name="")
    _, disk, first_disk, here, total, directory, _, _ = _END.unpack_from(tail, at)
    if total == _IN_ZIP64:
        raise Invalid("content.archive.too_many", limit=limits.entries)
    if disk or first_disk or here != total:
        raise Invalid("content.archive.in_parts")
    if total > limits.entries or directory > limits.entries * _ENTRY_BYTES:
        raise Invalid("content.archive.too_many", limit=limits.entries)


def _check(archive: zipfile.ZipFile, limits: ArchiveLimits) -> None:
    infos = archive.infolist()
    check_sums(
        len(infos), sum(info.compress_size for info in infos), sum(info.file_size for info in infos), limits
    )
    check_names((info.filename for info in infos), limits)
    for info in infos:
        _check_entry(info)
    _check_places(archive, infos)


def _check_entry(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise Invalid("content.archive.symlink", name=info.filename)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Invalid("content.archive.special", name=info.filename)
    if info.flag_bits & _ENCRYPTED:
        raise Invalid("content.archive.encrypted", name=info.filename)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Invalid("content.archive.method", name=info.filename)
    if info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size:
        raise Invalid("content.archive.broken", name=info.filename)
    if info.orig_filename.rstrip("\0") != info.orig_filename or "\0" in info.orig_filename:
        raise Invalid("content.archive.bad_name", name=info.filename)


def _check_places(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """No two entries share a byte, and none reaches into the table of contents."""
    file = archive.fp
    assert file is not None
    free_from = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < free_from:
            raise Invalid("content.archive.overlap", name=info.filename)
        file.seek(info.header_offset)
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise Invalid("content.archive.broken", name=info.filename)
        *_, name_size, extra_size = _LOCAL.unpack(header)
        free_from = info.header_offset + _LOCAL.size + name_size + extra_size + info.compress_size
    if free_from > archive.start_dir:
        raise Invalid("content.archive.overlap", name="")
