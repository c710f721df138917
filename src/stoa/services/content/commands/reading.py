"""Reading a source that was put into the store: opened with suspicion, read by its connector, stored."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from anyio import to_thread

from stoa.kernel.checksum import checksum
from stoa.kernel.errors import Invalid, Refusal, Unavailable
from stoa.runtime.alongside import alongside
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.objects import Bucket, Objects
from stoa.services.content.commands.importing import Started, start_import, tell_progress
from stoa.services.content.commands.landing import Source, land, land_same, refuse
from stoa.services.content.domain.ids import course_id
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.objects import Media
from stoa.services.content.ports import (
    Archive,
    CheckFile,
    Connector,
    FileType,
    Imported,
    OpenArchive,
    PackFolder,
)
from stoa.services.content.store import imports

_TOLD_EVERY_S = 0.3


@dataclass(frozen=True, slots=True)
class Tools:
    """How archives are opened and packed, which formats are known, what a file is and whether it is that."""

    open_archive: OpenArchive
    connectors: Sequence[Connector]
    file_type: FileType
    check_file: CheckFile
    pack_folder: PackFolder


@dataclass(slots=True)
class _Meter:
    """Written by the reading thread, read by the one that tells."""

    done: int = 0
    total: int = 0

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total


async def import_path(
    db: Database, objects: Objects, tools: Tools, caller: Caller, path: Path, course: UUID | None = None
) -> Started:
    """An import of a file or a folder of this machine, for commands."""
    if not await to_thread.run_sync(path.is_dir):
        return await start_import(db, objects, caller, path, path.name, course)
    with tempfile.TemporaryDirectory(prefix="stoa-pack-") as folder:
        packed = Path(folder) / "source.zip"
        await to_thread.run_sync(tools.pack_folder, path, packed)
        return await start_import(db, objects, caller, packed, f"{path.name or 'course'}.zip", course)


async def run_import(db: Database, objects: Objects, tools: Tools, caller: Caller, about: UUID) -> None:
    """To its end: done, the same as before, or refused. Raises Unavailable to be called again later."""
    async with db.read(caller) as read:
        row = await imports.load(read, about)
    if row.over:
        return
    await tell_progress(db, caller, about, "opening", done=0, total=0)
    try:
        with tempfile.TemporaryDirectory(prefix="stoa-import-") as folder:
            path = Path(folder) / "source"
            await objects.private.get_file(row.key, path, row.key.rpartition("/")[2])
            await _run(db, objects, tools, caller, row, path)
    except Refusal as refusal:
        await refuse(db, caller, about, refusal)
    except (Unavailable, Repeated):
        raise
    except Exception:
        await tell_progress(db, caller, about, "failed", code="content.import.defect")
        raise


async def _run(db: Database, objects: Objects, tools: Tools, caller: Caller, row: Import, path: Path) -> None:
    archive = await to_thread.run_sync(tools.open_archive, path, row.file_name)
    try:
        connector = await to_thread.run_sync(_recognise, tools.connectors, archive, row.file_name)
        origin = f"{connector.name}:{await to_thread.run_sync(connector.origin, archive)}"
        mark = await to_thread.run_sync(_mark, connector, archive)
        course = row.course or course_id(caller.tenant, origin)
        source = Source(row, course, None if row.course else origin, connector.name, mark)
        if await land_same(db, caller, source):
            return
        imported = await _read(db, caller, row.id, connector, archive, course)
        media = await _store_media(db, objects.private, tools, caller, row.id, archive, imported)
    finally:
        await to_thread.run_sync(archive.close)
    await land(db, objects, caller, source, imported, media)


def _recognise(connectors: Sequence[Connector], archive: Archive, name: str) -> Connector:
    found = next((connector for connector in connectors if connector.recognises(archive)), None)
    if found is None:
        raise Invalid("content.format.unknown", name=name)
    return found


def _mark(connector: Connector, archive: Archive) -> str:
    """Of the files and of the connector's version: what is equal by it becomes the same course."""
    return checksum(f"{connector.name}/{connector.version}/{archive.checksum()}".encode())


async def _read(
    db: Database, caller: Caller, about: UUID, connector: Connector, archive: Archive, course: UUID
) -> Imported:
    meter = _Meter()
    async with alongside(_tell(db, caller, about, meter)):
        return await to_thread.run_sync(connector.read, archive, course, meter.tell)


async def _tell(db: Database, caller: Caller, about: UUID, meter: _Meter) -> None:
    while True:
        await tell_progress(db, caller, about, "reading", done=meter.done, total=meter.total)
        await asyncio.sleep(_TOLD_EVERY_S)


async def _store_media(
    db: Database,
    bucket: Bucket,
    tools: Tools,
    caller: Caller,
    about: UUID,
    archive: Archive,
    imported: Imported,
) -> list[Media]:
    """By checksum: a file that is there already is not sent again."""
    stored = []
    for number, (name, path) in enumerate(sorted(imported.media.items())):
        await tell_progress(db, caller, about, "storing", done=number, total=len(imported.media))
        data = await to_thread.run_sync(archive.read, path, archive.size(path))
        stored.append(await store_medium(bucket, tools.file_type, caller, name, data))
    return stored


async def store_medium(bucket: Bucket, file_type: FileType, caller: Caller, name: str, data: bytes) -> Media:
    digest = await to_thread.run_sync(checksum, data)
    key = f"{caller.tenant}/media/{digest}"
    media_type = file_type(name)
    await bucket.put(key, data, media_type)
    return Media(name=name, media_type=media_type, size=len(data), checksum=digest, key=key)
