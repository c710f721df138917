"""Which files are believed: one small file, replaced as a whole."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

import msgspec

from stoa.services.localization.adapters.index.sections import checksum_of, sync_folder

NAME = "manifest.json"


class Bound(msgspec.Struct, frozen=True):
    """One shelf. gone: rows that are not found any more."""

    scope: str
    name: str
    checksum: str
    gone: list[int]


class Manifest(msgspec.Struct, frozen=True):
    """whose: tenant and locale pair, so that a folder that was moved is not taken for another's."""

    whose: str
    until: datetime | None
    shelves: list[Bound]


def save(folder: Path, manifest: Manifest) -> None:
    """On disk, whole, when it returns. A kill before the last step leaves the manifest before."""
    data = msgspec.json.encode(manifest)
    aside = folder / "manifest.aside"
    with aside.open("wb") as file:
        file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / NAME)
    sync_folder(folder)


def load(folder: Path, whose: str) -> Manifest | None:
    """None when there is none, or when it or any of its files is not what was written."""
    try:
        checksum, _, data = (folder / NAME).read_bytes().partition(b"\n")
        if hashlib.sha256(data).hexdigest().encode() != checksum:
            return None
        manifest = msgspec.json.decode(data, type=Manifest)
        whole = all(checksum_of(folder / one.name) == one.checksum for one in manifest.shelves)
    except (OSError, msgspec.MsgspecError):
        return None
    return manifest if whole and manifest.whose == whose else None


def sweep(folder: Path, manifest: Manifest | None) -> None:
    """Takes away what the manifest does not name: shelves of a merge that was cut short or is done."""
    named = {one.name for one in manifest.shelves} | {NAME} if manifest else set()
    for path in folder.iterdir():
        if path.name not in named:
            path.unlink()
