"""Taking a revision back: what was then becomes the draft, and a revision of its own."""

from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Conflict
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.commands.changes import note_change
from stoa.services.content.commands.revisions import KeptDocument, keep, keep_draft, settle, take_over
from stoa.services.content.domain.document import read_document
from stoa.services.content.domain.objects import Tree
from stoa.services.content.store import courses, history
from stoa.services.content.store.trees import load_tree


async def restore_revision(db: Database, objects: Objects, caller: Caller, course: UUID, number: int) -> int:
    """What is in the draft is kept first. Returns the change. Raises Conflict when that is the revision."""
    async with db.read(caller) as read:
        row, draft = await load_tree(read, course)
        row.check_open()
        revision = await history.revision(read, course, number)
    data = await objects.private.get(revision.document_key, revision.document_checksum)
    tree = await to_thread.run_sync(read_document, data)
    kept = None if tree == draft else await _keep_both(db, objects, caller, row, tree)
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        if kept is None:
            raise Conflict("content.revision.current", number=number)
        await settle(work, row, kept)
        await take_over(work, row, tree, caller.person)
        return work.keep(await note_change(work, row, "restored", str(number), caller.person))


async def _keep_both(
    db: Database, objects: Objects, caller: Caller, seen: courses.Course, tree: Tree
) -> KeptDocument:
    """The draft as a revision, and the document of the one that takes its place.

    Raises Conflict when the draft went on since it was seen: that would be kept by nobody.
    """
    await keep_draft(db, objects, caller, seen.id, caller.person)
    async with db.read(caller) as read:
        row = await courses.load(read, seen.id)
        latest = await history.latest_revision(read, seen.id)
    if row.change != seen.change:
        raise Conflict("content.course.changed")
    return await keep(objects, caller, row, tree, latest, "restored", caller.person)
