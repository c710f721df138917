"""Writing a draft: every change compares and sets, is recorded, and can be undone."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.content.commands.changes import note_change
from stoa.services.content.domain.draft import Draft, blank, title_of
from stoa.services.content.domain.objects import ItemSetObject, LearningObject, VideoObject, kind_of
from stoa.services.content.domain.outline import (
    Entry,
    check_order,
    check_place,
    find,
    position_after,
    positions,
    siblings,
    with_all_inside,
)
from stoa.services.content.store import courses, history
from stoa.services.content.store import objects as drafts


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """change: number under which it can be undone; None where nothing was another than before."""

    object: UUID
    version: int
    change: int | None


async def record(
    work: UnitOfWork,
    caller: Caller,
    course: courses.Course,
    verb: str,
    about: UUID | None,
    title: str,
    before: history.Snapshot,
    after: history.Snapshot,
) -> int:
    """Writes the objects as they are after a change, and the change. course: as locked."""
    gone = [each for each, draft in after.items() if draft is None]
    await drafts.remove(work, course.id, gone)
    kept = [draft for draft in after.values() if draft is not None]
    await drafts.save(work, course.id, kept, caller.person)
    return await note_change(
        work, course, verb, title, caller.person, about=about, before=before, after=after
    )


async def add_object(
    db: Database, caller: Caller, course: UUID, kind: str, title: str, parent: UUID | None, after: UUID | None
) -> Saved:
    """after: the sibling it stands behind; None is the end."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        entries = await drafts.entries(work, course)
        check_place(entries, None, parent)
        about = new_id()
        position = position_after(entries, parent, after)
        draft = Draft(object=blank(kind, about, title, parent), position=position, version=0)
        number = await record(
            work, caller, row, "added", about, draft.object.title, {about: None}, {about: draft}
        )
        return work.keep(Saved(object=about, version=0, change=number))


async def edit_object(
    db: Database, caller: Caller, course: UUID, version: int, edited: LearningObject, verb: str = "edited"
) -> Saved:
    """version: of the object when it was opened. Raises Conflict when somebody else was faster."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        current = await drafts.load(work, course, edited.id)
        if current.version != version:
            await _refuse_overwriting(work, course, current)
        if type(current.object) is not type(edited):
            raise Invalid("content.object.kind", field="kind", allowed=kind_of(current.object))
        draft = current.changed(**{name: getattr(edited, name) for name in edited.__struct_fields__})
        draft = replace(draft, object=replace(draft.object, parent=current.object.parent))
        before, after = await _with_asked_sets(work, course, current, draft)
        if draft.object == current.object and len(after) == 1:
            return work.keep(Saved(object=edited.id, version=current.version, change=None))
        number = await record(work, caller, row, verb, edited.id, edited.title, before, after)
        return work.keep(Saved(object=edited.id, version=draft.version, change=number))


async def _with_asked_sets(
    work: UnitOfWork, course: UUID, current: Draft, draft: Draft
) -> tuple[history.Snapshot, history.Snapshot]:
    """Item sets that a video asks from now on leave the outline, those that it asks no more return to it."""
    before, after = {draft.id: current}, {draft.id: draft}
    if not isinstance(draft.object, VideoObject):
        return before, after
    asked = {checkpoint.item_set for checkpoint in draft.object.checkpoints}
    entries = await drafts.entries(work, course)
    asked_before = {entry.id for entry in entries if entry.in_video == draft.id}
    for about, this in (await drafts.load_some(work, course, asked ^ asked_before)).items():
        if isinstance(this.object, ItemSetObject):
            before[about] = this
            after[about] = this.changed(in_video=draft.id if about in asked else None)
    return before, after


async def _refuse_overwriting(work: UnitOfWork, course: UUID, current: Draft) -> None:
    by, at = await drafts.changed_by(work, course, current.id)
    raise Conflict(
        "content.object.changed",
        field="version",
        version=current.version,
        by=str(by) if by else None,
        at=at.isoformat() if at else None,
    )


async def rename_object(db: Database, caller: Caller, course: UUID, about: UUID, title: str) -> Saved:
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        current = await drafts.load(work, course, about)
        draft = current.changed(title=title_of(title))
        number = await record(
            work, caller, row, "renamed", about, draft.object.title, {about: current}, {about: draft}
        )
        return work.keep(Saved(object=about, version=draft.version, change=number))


async def order_objects(
    db: Database, caller: Caller, course: UUID, parent: UUID | None, order: Sequence[UUID]
) -> int:
    """Puts the children of a block, or of the top, in that order. Returns the number of the change."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        entries = [entry for entry in await drafts.entries(work, course) if entry.in_video is None]
        check_order(entries, parent, order)
        new = positions(entries, order)
        before = await drafts.load_some(work, course, new)
        after = {about: replace(draft, position=new[about]) for about, draft in before.items()}
        title = find(entries, parent).title if parent else row.front.title
        number = await record(work, caller, row, "ordered", parent, title, before, after)
        return work.keep(number)


async def move_object(
    db: Database, caller: Caller, course: UUID, about: UUID, parent: UUID | None, after: UUID | None
) -> Saved:
    """Into a block (None is the top), behind a sibling (None is the end)."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        entries = await drafts.entries(work, course)
        check_place(entries, about, parent)
        current = await drafts.load(work, course, about)
        others = [entry for entry in entries if entry.id != about]
        position = position_after(others, parent, after)
        draft = replace(current, object=replace(current.object, parent=parent), position=position)
        number = await record(
            work, caller, row, "moved", about, draft.object.title, {about: current}, {about: draft}
        )
        return work.keep(Saved(object=about, version=draft.version, change=number))


async def nest_object(db: Database, caller: Caller, course: UUID, about: UUID, inwards: bool) -> Saved:
    """Into the block right above it, or out of its block to right behind it."""
    async with db.read(caller) as read:
        (await courses.load(read, course)).check_open()
        entries = await drafts.entries(read, course)
    entry = find(entries, about)
    if inwards:
        return await move_object(db, caller, course, about, _block_above(entries, entry).id, None)
    if entry.parent is None:
        raise Invalid("content.outline.at_top", field="object")
    return await move_object(db, caller, course, about, find(entries, entry.parent).parent, entry.parent)


def _block_above(entries: Sequence[Entry], entry: Entry) -> Entry:
    row = [each for each in siblings(entries, entry.parent) if each.in_video is None]
    above = row[: [each.id for each in row].index(entry.id)]
    block = next((each for each in reversed(above) if each.kind == "block"), None)
    if block is None:
        raise Invalid("content.outline.no_block_above", field="object")
    return block


async def delete_object(db: Database, caller: Caller, course: UUID, about: UUID) -> Saved:
    """With everything in it. A checkpoint that asked a deleted item set goes with it."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        entries = await drafts.entries(work, course)
        gone = with_all_inside(entries, about)
        before = await drafts.load_some(work, course, gone)
        after: dict[UUID, Draft | None] = dict.fromkeys(gone)
        this = before[about].object
        if isinstance(this, ItemSetObject) and this.in_video and this.in_video not in before:
            before |= await drafts.load_some(work, course, [this.in_video])
            after |= {each: _without(before[each], about) for each in before if each == this.in_video}
        number = await record(work, caller, row, "deleted", about, this.title, before, after)
        return work.keep(Saved(object=about, version=before[about].version, change=number))


def _without(draft: Draft, item_set: UUID) -> Draft:
    assert isinstance(draft.object, VideoObject)
    kept = [checkpoint for checkpoint in draft.object.checkpoints if checkpoint.item_set != item_set]
    return draft.changed(checkpoints=kept)


async def undo_change(db: Database, caller: Caller, course: UUID, number: int) -> int:
    """Puts back what a change found. Raises Conflict when one of its objects was changed since."""
    async with db.work(caller) as work:
        row = await courses.load_locked(work, course)
        before, after, undone = await history.snapshots(work, course, number)
        if undone or not after:
            raise Conflict("content.change.not_undoable")
        current = await drafts.load_some(work, course, after)
        for each, draft in after.items():
            if current.get(each) != draft:
                raise Conflict("content.change.changed_since")
        put_back = {
            each: replace(draft, version=changed.version + 1)
            if draft is not None and (changed := after[each]) is not None
            else draft
            for each, draft in before.items()
        }
        title = next((draft.object.title for draft in [*before.values(), *after.values()] if draft), "")
        about = next(iter(after))
        made = await record(work, caller, row, "undone", about, title, after, put_back)
        await history.mark_undone(work, course, number)
        return work.keep(made)
