"""What was, and what is about to be."""

from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.kernel.checksum import checksum_of
from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.domain.checks import faults_of, warnings_of
from stoa.services.content.domain.differences import Difference, differences
from stoa.services.content.domain.document import read_document
from stoa.services.content.domain.objects import LearningObject, Media, Tree
from stoa.services.content.domain.outline import Line, in_order
from stoa.services.content.domain.tree import entries_of
from stoa.services.content.store import courses, history, publications
from stoa.services.content.store.trees import load_tree

_CHANGES = 50
_REVISIONS = 100


@dataclass(frozen=True, slots=True)
class Past:
    """next: number before which the next page of changes begins, None at the end. mark: of the draft."""

    course: courses.Course
    revisions: list[history.Revision]
    changes: list[history.Change]
    publications: list[publications.Publication]
    next: int | None
    mark: str


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


@dataclass(frozen=True, slots=True)
class Compared:
    """What a revision changed. since: the one before, None for the first. current: the draft is the same."""

    course: courses.Course
    revision: history.Revision
    since: history.Revision | None
    differences: list[Difference]
    current: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision to be read. lines: in reading order, without item sets of checkpoints."""

    course: courses.Course
    revision: history.Revision
    tree: Tree
    lines: list[Line]

    def find(self, about: UUID) -> LearningObject:
        """Raises NotFound."""
        found = next((this for this in self.tree.objects if this.id == about), None)
        if found is None:
            raise NotFound("content.object.missing")
        return found

    def medium(self, name: str) -> Media:
        """Raises NotFound."""
        found = next((medium for medium in self.tree.media if medium.name == name), None)
        if found is None:
            raise NotFound("content.media.missing")
        return found


async def load_past(db: Database, caller: Caller, course: UUID, before: int | None = None) -> Past:
    async with db.read(caller) as read:
        row, draft = await load_tree(read, course)
        changes = await history.listed_changes(read, course, _CHANGES + 1, before)
        revisions = await history.listed_revisions(read, course, _REVISIONS)
        published = await publications.listed(read, course, _REVISIONS)
    following = changes[_CHANGES - 1].number if len(changes) > _CHANGES else None
    mark = await to_thread.run_sync(checksum_of, draft)
    return Past(row, list(revisions), changes[:_CHANGES], list(published), following, mark)


async def compare_revision(
    db: Database, objects: Objects, caller: Caller, course: UUID, number: int
) -> Compared:
    async with db.read(caller) as read:
        row, draft = await load_tree(read, course)
        revision = await history.revision(read, course, number)
        since = await history.revision_before(read, course, number)
    before = await _tree_of(objects, since) if since is not None else None
    tree = await _tree_of(objects, revision)
    changed = await to_thread.run_sync(differences, before, tree)
    return Compared(row, revision, since, changed, current=tree == draft)


async def load_revision(db: Database, objects: Objects, caller: Caller, course: UUID, number: int) -> Kept:
    async with db.read(caller) as read:
        row = await courses.load(read, course)
        revision = await history.revision(read, course, number)
    tree = await _tree_of(objects, revision)
    lines = [line for line in in_order(entries_of(tree)) if line.entry.in_video is None]
    return Kept(row, revision, tree, lines)


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
