"""How an import ends: a new revision, the same as before, or refused; always with its reason."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.contracts.content import RevisionImported
from stoa.kernel.errors import InvalidInput, Refusal, StoaError
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.content.commands.changes import note_change
from stoa.services.content.commands.revisions import KeptDocument, keep, keep_draft, settle, take_over
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.objects import Media, Tree
from stoa.services.content.domain.report import Outcome
from stoa.services.content.ports import Imported
from stoa.services.content.store import courses, history, imports


@dataclass(frozen=True, slots=True)
class Source:
    """course: that it is, or becomes. origin: None when a person chose the course. mark: of its files."""

    row: Import
    course: UUID
    origin: str | None
    format: str
    mark: str


async def land_same(db: Database, caller: Caller, source: Source) -> bool:
    """Ends the import without a revision when the last one was of the very same source."""
    async with db.read(caller) as read:
        last = await imports.last_of(read, source.course)
    if last is None or last.source_checksum != source.mark:
        return False
    async with db.work(caller) as work:
        await imports.set_state(
            work,
            source.row.id,
            state="same",
            revision=last.revision,
            finished_at=work.now,
            **_known(source),
        )
    return True


async def land(
    db: Database, objects: Objects, caller: Caller, source: Source, imported: Imported, media: list[Media]
) -> None:
    """The tree becomes the draft and a revision; the report says what became of every element."""
    await _keep_what_is_there(db, objects, caller, source)
    tree = Tree(front=imported.front, objects=imported.objects, media=media)
    by = source.row.by
    async with db.work(caller.under(None)) as work:
        if source.origin is None:
            course = await courses.load_locked(work, source.course)
        else:
            course = await courses.add(work, source.course, source.origin, tree.front, by)
    async with db.read(caller) as read:
        latest = await history.latest_revision(read, source.course)
    kept = await keep(objects, caller, course, tree, latest, "imported", by)
    async with db.work(caller) as work:
        locked = await courses.load_locked(work, source.course)
        revision = await settle(work, locked, kept)
        await take_over(work, locked, tree, by)
        await note_change(work, locked, "imported", str(revision.number), by)
        await _finish(work, source, imported, revision, kept)


async def _keep_what_is_there(db: Database, objects: Objects, caller: Caller, source: Source) -> None:
    async with db.read(caller) as read:
        known = await courses.find(read, source.course)
    if known is not None:
        await keep_draft(db, objects, caller, source.course, source.row.by)


async def _finish(
    work: UnitOfWork, source: Source, imported: Imported, revision: history.Revision, kept: KeptDocument
) -> None:
    counts = imported.report.count()
    numbers = {
        "imported": counts[Outcome.IMPORTED],
        "converted": counts[Outcome.CONVERTED],
        "left_out": counts[Outcome.LEFT_OUT],
    }
    await imports.set_state(
        work,
        source.row.id,
        state="done",
        revision=revision.number,
        finished_at=work.now,
        **numbers,
        **_known(source),
    )
    await imports.save_elements(work, source.row.id, imported.report.elements)
    if kept.is_new:
        work.record(
            RevisionImported(course=source.course, revision=revision.number, format=source.format, **numbers)
        )


def _known(source: Source) -> dict[str, Any]:
    return {"course": source.course, "format": source.format, "source_checksum": source.mark}


async def refuse(db: Database, caller: Caller, about: UUID, refusal: Refusal) -> None:
    """With every fault, so that a person can mend the source."""
    faults = [_told(fault) for fault in refusal.faults] if isinstance(refusal, InvalidInput) else []
    async with db.work(caller) as work:
        await imports.set_state(
            work,
            about,
            state="refused",
            finished_at=work.now,
            code="content.import.faults" if faults else refusal.code,
            data=_told(refusal)["data"],
            faults=faults,
        )


def _told(error: StoaError) -> dict[str, Any]:
    data = {name: _plain(value) for name, value in error.data.items()}
    return {"code": error.code, "field": error.field, "data": data}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
