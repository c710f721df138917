"""Notes of a learner."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.note import Note, check_room, checked_text
from stoa.services.tracking.store import notes, registrations


async def add_note(
    db: Database, caller: Caller, registration: UUID, thing: UUID, text: str, anchor: str | None
) -> Note:
    """Raises NotFound, Invalid, and Conflict when there are too many."""
    learner = caller.known()
    text = checked_text(text)
    async with db.work(caller) as work:
        if not await registrations.is_own(work, registration, learner):
            raise NotFound("registration.unknown")
        check_room(await notes.count(work, registration, thing))
        note = Note(new_id(), registration, learner, thing, anchor, text, work.now)
        await notes.add(work, note)
        return work.keep(note)


async def rewrite_note(db: Database, caller: Caller, note: UUID, text: str) -> None:
    text = checked_text(text)
    async with db.work(caller) as work:
        if not await notes.rewrite(work, note, caller.known(), text):
            raise NotFound("note.unknown")


async def remove_note(db: Database, caller: Caller, note: UUID) -> None:
    async with db.work(caller) as work:
        if not await notes.remove(work, note, caller.known()):
            raise NotFound("note.unknown")
