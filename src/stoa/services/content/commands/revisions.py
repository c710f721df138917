"""Revisions: a draft kept as it is, as a document that never changes."""

from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.kernel.checksum import Checksum, checksum, checksum_of
from stoa.kernel.errors import Conflict
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.content.domain.objects import Tree
from stoa.services.content.domain.tree import drafts_of
from stoa.services.content.store import courses, history
from stoa.services.content.store import objects as drafts
from stoa.services.content.store.trees import load_tree


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document that lies in the store. is_new: no revision yet. seen_change: of its draft."""

    revision: history.Revision
    is_new: bool
    seen_change: int


async def keep(
    objects: Objects,
    caller: Caller,
    course: courses.Course,
    tree: Tree,
    latest: history.Revision | None,
    reason: str,
    by: UUID | None,
) -> KeptDocument:
    """Puts the document of a tree into the store, unless the latest revision is the same tree."""
    mark = await to_thread.run_sync(checksum_of, tree)
    if latest is not None and latest.tree_checksum == mark:
        return KeptDocument(latest, False, course.change)
    number = course.revision + 1
    data, digest = await to_thread.run_sync(_encode, course.id, number, tree)
    key = f"{documents_of(caller, course.id)}{digest}.json"
    await objects.private.put(key, data, "application/json")
    return KeptDocument(
        history.Revision(
            number=number,
            reason=reason,
            title=tree.front.title,
            objects=len(tree.objects),
            document_key=key,
            document_checksum=digest,
            tree_checksum=mark,
            change=course.change,
            at=course.changed_at,
            by=by,
        ),
        True,
        course.change,
    )


def documents_of(caller: Caller, course: UUID) -> str:
    """Where the documents of its revisions lie in the private bucket."""
    return f"{caller.tenant}/documents/{course}/"


def _encode(course: UUID, number: int, tree: Tree) -> tuple[bytes, Checksum]:
    """Through the published language, which proves that the document is of it."""
    front = msgspec.to_builtins(tree.front)
    rest = msgspec.to_builtins({"objects": tree.objects, "media": tree.media})
    document = msgspec.convert({"course": str(course), "revision": number, **front, **rest}, CourseDocument)
    data = msgspec.json.encode(document)
    return data, checksum(data)


async def settle(work: UnitOfWork, course: courses.Course, kept: KeptDocument) -> history.Revision:
    """Makes it a revision. course: as locked. Raises Conflict when the draft went on meanwhile."""
    if course.change != kept.seen_change or (kept.is_new and course.revision + 1 != kept.revision.number):
        raise Conflict("content.course.changed")
    if not kept.is_new:
        return kept.revision
    revision = replace(kept.revision, at=work.now)
    await history.add_revision(work, course.id, revision)
    await courses.set_revision(work, course.id, revision.number)
    return revision


async def take_over(work: UnitOfWork, course: courses.Course, tree: Tree, by: UUID | None) -> None:
    """The tree becomes the draft. Objects that it does not have are gone; earlier revisions keep them."""
    before = await drafts.load_all(work, course.id)
    await drafts.remove_all(work, course.id)
    await drafts.save(work, course.id, drafts_of(tree.objects, before), by)
    await drafts.save_media(work, course.id, tree.media)
    await courses.save_front(work, course, tree.front)


async def keep_draft(db: Database, objects: Objects, caller: Caller, course: UUID, by: UUID | None) -> None:
    """Before a draft is written over: what was in it stays reachable in the history."""
    async with db.read(caller) as read:
        row, tree = await load_tree(read, course)
        latest = await history.latest_revision(read, course)
    if not tree.objects:
        return
    kept = await keep(objects, caller, row, tree, latest, "kept", by)
    async with db.work(caller.under(None)) as work:
        await settle(work, await courses.load_locked(work, course), kept)
