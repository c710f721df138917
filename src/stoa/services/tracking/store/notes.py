"""Notes: private to the learner who wrote them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.note import Note
from stoa.services.tracking.tables import notes


async def at_object(read: ReadSession, registration: UUID, thing: UUID, learner: UUID) -> list[Note]:
    mine = select(notes).where(
        notes.c.registration == registration, notes.c.object == thing, notes.c.learner == learner
    )
    return [_note(row) for row in await read.all(mine.order_by(notes.c.at, notes.c.id))]


async def count(read: ReadSession, registration: UUID, thing: UUID) -> int:
    counted = select(func.count()).where(notes.c.registration == registration, notes.c.object == thing)
    return int(await read.value(counted.select_from(notes)))


async def add(work: UnitOfWork, note: Note) -> None:
    await work.run(
        insert(notes).values(
            tenant_id=work.tenant,
            id=note.id,
            registration=note.registration,
            learner=note.learner,
            object=note.thing,
            anchor=note.anchor,
            text=note.text,
            at=note.at,
        )
    )


async def rewrite(work: UnitOfWork, note: UUID, learner: UUID, text: str) -> bool:
    mine = update(notes).where(notes.c.id == note, notes.c.learner == learner)
    return await work.run(mine.values(text=text)) > 0


async def remove(work: UnitOfWork, note: UUID, learner: UUID) -> bool:
    return await work.run(delete(notes).where(notes.c.id == note, notes.c.learner == learner)) > 0


def _note(row: Row[Any]) -> Note:
    return Note(row.id, row.registration, row.learner, row.object, row.anchor, row.text, row.at)
