"""What lies outside: sources in foreign formats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from stoa.services.content.domain.objects import Front, LearningObject
from stoa.services.content.domain.report import Report

Progress = Callable[[int, int], None]
"""Told while a source is read: parts read, parts in all."""


class Archive(Protocol):
    """An opened source whose table of contents was found harmless."""

    def names(self) -> list[str]:
        """Paths of its files, with `/`, sorted."""
        ...

    def size(self, name: str) -> int:
        """Bytes of the file."""
        ...

    def read(self, name: str, at_most: int) -> bytes:
        """Raises Invalid when the file is larger or broken."""
        ...

    def checksum(self) -> str:
        """Of names and bytes: equal for the same files, however they were packed."""
        ...

    def close(self) -> None: ...


class OpenArchive(Protocol):
    def __call__(self, path: Path, name: str) -> Archive:
        """Raises Invalid with the reason when the file is no archive, or a hostile one."""
        ...


class PackFolder(Protocol):
    def __call__(self, folder: Path, target: Path) -> None:
        """Writes an archive of a folder, the same bytes for the same files. Raises Invalid for links."""
        ...


class FileType(Protocol):
    def __call__(self, name: str) -> str:
        """Media type by name. Raises Invalid for a file that a course does not hold."""
        ...


class CheckFile(Protocol):
    def __call__(self, name: str, data: bytes) -> object:
        """Raises Invalid when the bytes are not what the name says, or could act."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source became. media: path in the archive by media name, for what the objects refer to."""

    front: Front
    objects: list[LearningObject]
    media: dict[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


class Connector(Protocol):
    """Reads one format. `version` counts up when the same source would become another course."""

    name: str
    version: int

    def recognises(self, archive: Archive) -> bool: ...

    def origin(self, archive: Archive) -> str:
        """What the source calls itself; the same for every edition of it."""
        ...

    def read(self, archive: Archive, course: UUID, progress: Progress) -> Imported:
        """Raises Invalid, or InvalidInput with all faults, when the source is not as its format says."""
        ...
