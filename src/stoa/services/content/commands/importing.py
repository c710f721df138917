"""Importing: a source is put into the store, read in the background, and becomes a revision with a report."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.domain.imports import ImportRequested
from stoa.services.content.domain.limits import ARCHIVE
from stoa.services.content.store import courses, imports

_LONGEST_NAME = 200


class Started(msgspec.Struct, frozen=True, kw_only=True):
    import_id: UUID


async def start_import(
    db: Database, objects: Objects, caller: Caller, path: Path, file_name: str, course: UUID | None = None
) -> Started:
    """path: of the file as it was received. course: that it shall be a new revision of; None asks the source.

    The bytes lie in the store before anything is promised.
    """
    person = caller.known()
    size, digest = await to_thread.run_sync(_measure, path)
    if size == 0:
        raise Invalid("content.archive.empty", field="file")
    if size > ARCHIVE.packed:
        raise Invalid("content.archive.too_large", field="file", limit_mb=ARCHIVE.packed // 1_000_000)
    key = f"{caller.tenant}/sources/{digest}"
    await objects.private.put_file(key, path)
    name = " ".join(Path(file_name).name.split())[:_LONGEST_NAME] or "source"
    async with db.work(caller) as work:
        if course is not None:
            (await courses.load(work, course)).check_open()
        about = new_id()
        await imports.add(work, about, course, name, size, key, person)
        work.record(ImportRequested(import_id=about))
        return work.keep(Started(import_id=about))


def _measure(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return path.stat().st_size, digest.hexdigest()


async def tell_progress(db: Database, caller: Caller, about: UUID, state: str, **values: Any) -> None:
    """Where an import stands, for who watches."""
    async with db.work(caller.under(None)) as work:
        await imports.set_state(work, about, state=state, **values)
