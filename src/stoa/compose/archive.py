"""The file a backup is: a tar whose last member is a manifest with the checksum of every other."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from stoa.compose.engines.program import Trouble

MANIFEST = "manifest.json"
FORMAT = 1


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """sha256: hexadecimal. media_type: of objects only."""

    name: str
    size: int
    sha256: str
    media_type: str | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """version: of the Stoa that made it. database_owner: who owns the tables in the dump."""

    format: int
    version: str
    made: datetime
    database_owner: str
    entries: list[Entry]


class ArchiveWriter:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.entries: list[Entry] = []

    def add(self, name: str, data: bytes) -> None:
        self.add_stream(name, io.BytesIO(data))

    def add_stream(self, name: str, stream: IO[bytes], media_type: str | None = None) -> None:
        """stream: can be rewound; it is read twice."""
        digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        member = tarfile.TarInfo(name)
        member.size, member.mode = stream.seek(0, os.SEEK_END), 0o600
        stream.seek(0)
        self._tar.addfile(member, stream)
        self.entries.append(Entry(name=name, size=member.size, sha256=digest, media_type=media_type))

    def finish(self, version: str, made: datetime, database_owner: str) -> Manifest:
        manifest = Manifest(
            format=FORMAT, version=version, made=made, database_owner=database_owner, entries=self.entries
        )
        raw = msgspec.json.format(msgspec.json.encode(manifest))
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(raw), 0o600
        self._tar.addfile(member, io.BytesIO(raw))
        return manifest


@contextmanager
def writing(target: Path) -> Iterator[ArchiveWriter]:
    """The file appears whole or not at all. It holds every secret, so only its owner can read it."""
    draft = target.with_name(f".{target.name}.partial")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield ArchiveWriter(tar)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise Trouble(f"The backup cannot be written to {target}: {error.strerror or error}.") from error
    finally:
        draft.unlink(missing_ok=True)


class ArchiveReader:
    """An archive of which every byte has been checked."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self.manifest = manifest

    def open(self, name: str) -> IO[bytes]:
        stream = self._tar.extractfile(name)
        assert stream is not None, name
        return stream

    def read(self, name: str) -> bytes:
        with self.open(name) as stream:
            return stream.read()

    def has(self, name: str) -> bool:
        return any(entry.name == name for entry in self.manifest.entries)


@contextmanager
def reading(source: Path) -> Iterator[ArchiveReader]:
    """Raises Trouble unless the file is a backup, whole and unchanged."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield ArchiveReader(tar, _verified(tar, source))
    except FileNotFoundError:
        raise Trouble(f"There is no file {source}.") from None
    except tarfile.TarError as error:
        raise Trouble(f"{source} is not a whole backup of Stoa: {error}.") from error


def _verified(tar: tarfile.TarFile, source: Path) -> Manifest:
    members = {member.name: member for member in tar.getmembers()}
    last = members.pop(MANIFEST, None)
    stream = tar.extractfile(last) if last is not None else None
    if stream is None:
        raise Trouble(f"{source} is not a whole backup of Stoa: it has no manifest.")
    try:
        manifest = msgspec.json.decode(stream.read(), type=Manifest)
    except msgspec.DecodeError as error:
        raise Trouble(f"The manifest of {source} cannot be read: {error}.") from error
    if manifest.format != FORMAT:
        raise Trouble(f"{source} was made by Stoa {manifest.version} in a form that this Stoa does not know.")
    if set(members) != {entry.name for entry in manifest.entries}:
        raise Trouble(f"{source} does not hold what its manifest lists.")
    for entry in manifest.entries:
        content = tar.extractfile(members[entry.name])
        # A member that is no plain file has no content.
        digest = hashlib.file_digest(content, "sha256").hexdigest() if content else ""  # type: ignore[arg-type]
        if digest != entry.sha256:
            raise Trouble(f"{source} is damaged: the checksum of {entry.name} is not the one it had.")
    return manifest
