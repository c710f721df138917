"""Reading a translators' file to its end: what it says is taken batch by batch, with a report."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Refusal, Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.file_parts import FileParts, Unit
from stoa.services.localization.domain.file import MOST_TOLD, Ended, File, FileEntry, Outcome, added, told
from stoa.services.localization.store import files

Looked = TypeVar("Looked")
AT_ONCE = 500
"""Units that are taken in one transaction."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some units of a file: how each ended, and what is worth telling."""

    ended: Sequence[Ended]
    entries: Sequence[FileEntry] = ()


class Taker(Protocol[Looked]):
    """What a kind of file is for."""

    async def look(self, file: File, units: Sequence[Unit]) -> Looked:
        """At a batch, before a transaction is open."""
        ...

    async def take(self, work: UnitOfWork, file: File, looked: Looked) -> Batch: ...


AnyTaker = Taker[Any]


async def read_file(
    db: Database, objects: Objects, caller: Caller, about: UUID, taker_of: Callable[[File], AnyTaker]
) -> None:
    """To its end: done, or refused. Goes on where it was. Raises Unavailable to be called again later."""
    caller = caller.under(None)
    async with db.read(caller) as read:
        file = await files.load(read, about)
    if file.over or file.leaves:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="stoa-file-") as folder:
            path = Path(folder) / "file"
            await objects.private.get_file(file.key, path, file.key.rpartition("/")[2])
            await _take(db, caller, file, FileParts(path), taker_of(file))
    except Refusal as refusal:
        await _end(db, caller, about, "refused", refusal)
    except (Unavailable, Repeated):
        raise
    except Exception:
        async with db.work(caller) as work:
            await files.tell_trouble(work, about, "file.defect")
        raise


async def _take(db: Database, caller: Caller, file: File, parts: FileParts, taker: AnyTaker) -> None:
    """The whole file is read once before anything of it is taken: one that is broken changes nothing."""
    async with db.work(caller) as work:
        await files.begin(work, file.id, file.total)
    total = await to_thread.run_sync(parts.count)
    async with db.work(caller) as work:
        await files.begin(work, file.id, total)
    await to_thread.run_sync(parts.skip, file.done)
    while units := await to_thread.run_sync(parts.take, AT_ONCE):
        looked = await taker.look(file, units)
        async with db.work(caller) as work:
            if not await files.hold(work, file):
                return
            file = await _keep(work, file, len(units), await taker.take(work, file, looked))
    await _end(db, caller, file.id, "done")


async def _keep(work: UnitOfWork, file: File, units: int, batch: Batch) -> File:
    """The report as it is with the batch."""
    counts, done = added(file.counts, batch.ended), file.done + units
    await files.add_entries(work, file.id, list(_worth_telling(file, batch.entries)))
    await files.go_on(work, file.id, done, counts)
    return replace(file, done=done, counts=counts)


def _worth_telling(file: File, entries: Sequence[FileEntry]) -> Iterable[FileEntry]:
    """Every conflict, and so many refused ones as anybody reads."""
    refused = file.count(Outcome.REFUSED)
    for number, one in enumerate(entries):
        if one.outcome is Outcome.CONFLICT or refused < MOST_TOLD:
            yield replace(one, number=file.done + number)
        refused += one.outcome is Outcome.REFUSED


async def _end(db: Database, caller: Caller, about: UUID, state: str, refusal: Refusal | None = None) -> None:
    async with db.work(caller) as work:
        code = refusal.code if refusal else None
        await files.end(work, about, state, code, told(refusal.data) if refusal else {})
