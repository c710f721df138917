"""What was, and what is about to be."""

from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.domain.checks import faults_of, warnings_of
from stoa.services.content.domain.differences import Difference, differences
from stoa.services.content.domain.document import read_document
from stoa.services.content.domain.objects import Tree
from stoa.services.content.store import courses, history, publications
from stoa.services.content.store.trees import load_tree

_CHANGES = 50
_REVISIONS = 100


@dataclass(frozen=True, slots=True)
class Past:
    """next: number before which the next page of changes begins, None at the end."""

    course: courses.Course
    revisions: list[history.Revision]
    changes: list[history.Change]
    publications: list[publications.Publication]
    next: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change for learners, what stands in its way, and what only should be known."""

    course: courses.Course
    tree: Tree
    differences: list[Difference]
    faults: list[Invalid]
    warnings: list[Invalid]
    since: history.Revision | None
    publications: list[publications.Publication]


async def load_past(db: Database, caller: Caller, course: UUID, before: int | None = None) -> Past:
    async with db.read(caller) as read:
        row = await courses.load(read, course)
        changes = await history.listed_changes(read, course, _CHANGES + 1, before)
        revisions = await history.listed_revisions(read, course, _REVISIONS)
        published = await publications.listed(read, course, _REVISIONS)
    following = changes[_CHANGES - 1].number if len(changes) > _CHANGES else None
    return Past(row, list(revisions), changes[:_CHANGES], list(published), following)


async def plan_publication(db: Database, objects: Objects, caller: Caller, course: UUID) -> Plan:
    async with db.read(caller) as read:
        row, tree = await load_tree(read, course)
        since = await history.revision(read, course, row.published) if row.published else None
        asked_for = await publications.listed(read, course, 5)
    before = await _tree_of(objects, since) if since is not None else None
    changed = await to_thread.run_sync(differences, before, tree)
    faults = await to_thread.run_sync(faults_of, tree)
    return Plan(row, tree, changed, faults, warnings_of(tree), since, list(asked_for))


async def _tree_of(objects: Objects, revision: history.Revision) -> Tree:
    data = await objects.private.get(revision.document_key, revision.document_checksum)
    return await to_thread.run_sync(read_document, data)
