"""One file with everything that cannot be made again: the database, the objects, the secrets, the settings.

Streams of NATS are not in it: every event stands in an outbox of the database, from which the relay publishes
it again into streams that have lost it.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
from obstore.store import S3Store

from stoa.compose import choices, secrets
from stoa.compose.archive import ArchiveReader, ArchiveWriter, Manifest, reading, writing
from stoa.compose.dump import dump, owner_in, restore_dump
from stoa.compose.engines.postgresql import OWNER, PostgreSQL
from stoa.compose.engines.program import Trouble
from stoa.compose.engines.seaweedfs import SeaweedFS, object_store
from stoa.compose.folder import read_status
from stoa.compose.roles import Roles, read_roles, write_roles
from stoa.compose.settings import data_folder, load, unsaid
from stoa.compose.supervisor import supervised
from stoa.runtime.config import ObjectSettings, Settings
from stoa.services.localization.adapters import machines
from stoa.services.localization.adapters.weblate import servers

_DUMP, _ROLES = "database.dump", "roles.json"
_FILES = (secrets.FILE, choices.FILE, machines.FILE, servers.FILE)
_OBJECTS = "objects"
_IN_MEMORY = 16 * 1024 * 1024
_HOLDING_DATA = (PostgreSQL.name, SeaweedFS.name)

Say = Callable[[str], None]


@asynccontextmanager
async def data_engines(data: Path | None = None) -> AsyncIterator[Settings]:
    """The engines that hold data: those of the Stoa that runs on the folder, or started for the moment."""
    folder = data or data_folder()
    if read_status(folder) is not None:
        yield load(folder).settings
        return
    if not (folder / secrets.FILE).exists():
        raise Trouble(f"There is no Stoa in {folder}.")
    async with supervised(folder, only=_HOLDING_DATA) as supervisor:
        yield supervisor.house.settings


async def backup(settings: Settings, target: Path, say: Say = unsaid) -> Manifest:
    """Write the file; its engines run. Raises Trouble, and then leaves no file behind.

    The database is read first, as of one moment, and the objects after it: objects are written before the
    rows that name them and never change, so every row in the file finds its objects there.
    """
    with tempfile.TemporaryDirectory(prefix="stoa-backup-") as scratch, writing(target) as archive:
        say("Reading the database")
        dumped = Path(scratch) / _DUMP
        archive.add(_ROLES, msgspec.json.encode(await read_roles(settings.database.admin_url)))
        await dump(settings.database.admin_url, dumped)
        with dumped.open("rb") as stream:
            await asyncio.to_thread(archive.add_stream, _DUMP, stream)
        for name in _FILES:
            if (settings.data / name).exists():
                archive.add(name, (settings.data / name).read_bytes())
        say("Reading the objects")
        for kind, bucket in _buckets(settings.objects).items():
            await _save_objects(archive, kind, object_store(settings.objects, bucket))
        return archive.finish(version("stoa-lms"), datetime.now(UTC), owner_in(settings.database.admin_url))


async def _save_objects(archive: ArchiveWriter, kind: str, store: S3Store) -> None:
    async for found in store.list():
        for meta in found:
            answer = await store.get_async(meta["path"])
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as content:
                async for part in answer.stream():
                    content.write(part)
                content.seek(0)
                media_type = answer.attributes.get("Content-Type")
                name = f"{_OBJECTS}/{kind}/{meta['path']}"
                await asyncio.to_thread(archive.add_stream, name, content, media_type)


async def restore(
    source: Path, data: Path | None = None, environment: Mapping[str, str] = os.environ, say: Say = unsaid
) -> Manifest:
    """Make a data folder from the file. Raises Trouble unless the folder is empty and the file unharmed.

    It is made beside its place and moved there when all is in it.
    """
    folder = data or data_folder(environment)
    if folder.exists() and any(folder.iterdir()):
        raise Trouble(
            f"{folder} is not empty, and nothing is overwritten. Name an empty folder with STOA_DATA."
        )
    making = folder.with_name(f".{folder.name}.restoring")
    say("Checking the file")
    with reading(source) as archive:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        try:
            await _fill(making, archive, environment, say)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
        making.rename(folder)
        return archive.manifest


async def _fill(folder: Path, archive: ArchiveReader, environment: Mapping[str, str], say: Say) -> None:
    for name in _FILES:
        if archive.has(name):
            _write_private(folder / name, archive.read(name))
    async with supervised(folder, environment, only=_HOLDING_DATA) as supervisor:
        engines, settings = supervisor.house.engines, supervisor.house.settings
        if engines.postgresql is None or engines.seaweedfs is None:
            raise Trouble(
                "The settings name a database or an object store of yours; nothing is restored into those. "
                "Use their own tools with the parts of the file, which is a plain tar."
            )
        say("Writing the database")
        await _write_database(folder, archive, settings)
        say("Writing the objects")
        await _write_objects(archive, settings.objects)


def _write_private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


async def _write_database(folder: Path, archive: ArchiveReader, settings: Settings) -> None:
    await write_roles(settings.database.admin_url, msgspec.json.decode(archive.read(_ROLES), type=Roles))
    dumped = folder / _DUMP
    with archive.open(_DUMP) as stream, dumped.open("wb") as file:
        await asyncio.to_thread(shutil.copyfileobj, stream, file)
    same_owner = archive.manifest.database_owner == OWNER
    await restore_dump(settings.database.admin_url, dumped, keep_owner=same_owner)
    dumped.unlink()


async def _write_objects(archive: ArchiveReader, objects: ObjectSettings) -> None:
    stores = {kind: object_store(objects, bucket) for kind, bucket in _buckets(objects).items()}
    for entry in archive.manifest.entries:
        folder, _, rest = entry.name.partition("/")
        if folder == _OBJECTS:
            kind, _, key = rest.partition("/")
            attributes = {"Content-Type": entry.media_type} if entry.media_type else None
            with archive.open(entry.name) as stream:
                await stores[kind].put_async(key, stream, attributes=attributes)


def _buckets(objects: ObjectSettings) -> dict[str, str]:
    return {"assets": objects.assets_bucket, "private": objects.private_bucket}
