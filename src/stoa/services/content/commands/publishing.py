"""Publishing: a draft becomes a revision that delivery renders."""

from uuid import UUID

import msgspec
from anyio import to_thread
from msgspec.structs import replace

from stoa.contracts.content import RevisionPublished
from stoa.kernel.errors import Conflict, InvalidInput
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.content.commands.changes import note_change
from stoa.services.content.commands.revisions import KeptDocument, keep, settle
from stoa.services.content.domain.checks import faults_of, warnings_of
from stoa.services.content.domain.objects import Tree
from stoa.services.content.store import courses, history, publications
from stoa.services.content.store.trees import load_tree


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """What learners will miss in an object that was published all the same."""

    code: str
    field: str
    object: UUID
    title: str


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """warnings: of the draft that became a revision; for one that is published again none are looked for."""

    course: UUID
    revision: int
    publication: UUID
    warnings: list[Warned] = []


async def publish(
    db: Database, objects: Objects, caller: Caller, course: UUID, seen_change: int | None = None
) -> Published:
    """seen_change: number of the last change that the person saw; None publishes whatever is there.

    Raises InvalidInput with everything that is lacking, and Conflict when the draft went on meanwhile.
    """
    async with db.read(caller) as read:
        row, tree = await load_tree(read, course)
        latest = await history.latest_revision(read, course)
    row.check_open()
    if seen_change is not None and row.change != seen_change:
        raise Conflict("content.course.changed", field="change")
    faults = await to_thread.run_sync(faults_of, tree)
    if faults:
        raise InvalidInput(faults)
    kept = await keep(objects, caller, row, tree, latest, "published", caller.person)
    return await _settle_and_tell(db, caller, course, kept, tree)


async def publish_again(db: Database, caller: Caller, course: UUID, number: int) -> Published:
    """A revision as it was kept, for instance after delivery failed."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        revision = await history.revision(work, course, number)
        return work.keep(await _tell(work, caller, row, revision, row.front.locale))


async def _settle_and_tell(
    db: Database, caller: Caller, course: UUID, kept: KeptDocument, tree: Tree
) -> Published:
    warnings = [
        Warned(code=each.code, field=each.field or "", object=each.data["object"], title=each.data["title"])
        for each in warnings_of(tree)
    ]
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        revision = await settle(work, row, kept)
        told = await _tell(work, caller, row, revision, tree.front.locale)
        return work.keep(replace(told, warnings=warnings))


async def _tell(
    work: UnitOfWork, caller: Caller, course: courses.Course, revision: history.Revision, locale: str
) -> Published:
    publication = new_id()
    await publications.add(work, publication, course.id, revision.number, locale, caller.person)
    await courses.set_published(work, course.id, revision.number)
    await note_change(work, course, "published", revision.title, caller.person)
    work.record(
        RevisionPublished(
            course=course.id,
            revision=revision.number,
            locale=locale,
            title=revision.title,
            document_key=revision.document_key,
            document_checksum=revision.document_checksum,
            publication=publication,
            published_by=caller.person,
        )
    )
    return Published(course=course.id, revision=revision.number, publication=publication)
