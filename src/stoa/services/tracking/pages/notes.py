"""Notes beside a learning object, in the help drawer."""

from contextlib import suppress
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form
from stoa.runtime.http import signed_in
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands import notes
from stoa.services.tracking.domain.place import LONGEST_ANCHOR
from stoa.services.tracking.queries import player


class NotePages(Controller):
    path = "/learn/{registration:uuid}/{thing:uuid}/notes"

    @get("/", opt=signed_in())
    async def see(
        self, registration: UUID, thing: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[bytes]:
        return await _show(registration, thing, caller, db, pages)

    @post("/", opt=signed_in(), status_code=200)
    async def add(
        self, form: Form, registration: UUID, thing: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[bytes]:
        anchor = form.text("anchor")[:LONGEST_ANCHOR] or None
        with suppress(Repeated):
            await notes.add_note(db, caller, registration, thing, form.text("text"), anchor)
        return await _show(registration, thing, caller, db, pages)

    @post("/{note:uuid}", opt=signed_in(), status_code=200)
    async def rewrite(
        self,
        form: Form,
        registration: UUID,
        thing: UUID,
        note: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
    ) -> Response[bytes]:
        text = form.text("text")
        await notes.rewrite_note(db, caller, note, text)
        return await _show(registration, thing, caller, db, pages)

    @post("/{note:uuid}/remove", opt=signed_in(), status_code=200)
    async def remove(
        self, registration: UUID, thing: UUID, note: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[bytes]:
        await notes.remove_note(db, caller, note)
        return await _show(registration, thing, caller, db, pages)


async def _show(
    registration: UUID, thing: UUID, caller: Caller, db: Database, pages: Pages
) -> Response[bytes]:
    kept = await player.notes_at(db, caller, registration, thing)
    path = f"/learn/{registration}/{thing}/notes"
    return pages.fragment("tracking/_notes.html", caller, notes=kept, path=path)
