"""A revision is cut into segments; what is new or says something else is to be translated in every locale."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from anyio import to_thread

from stoa.contracts.localization import SegmentsChanged
from stoa.kernel.captions import Cue
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.asking import ask
from stoa.services.localization.commands.documents import fetch_captions, fetch_tree
from stoa.services.localization.domain.carry import Known
from stoa.services.localization.domain.course import Course, KnownObject
from stoa.services.localization.domain.cut_object import CutObject, Uncut, cut_object, uncut_objects
from stoa.services.localization.domain.ends import sentence_ends
from stoa.services.localization.store import courses, editions, post_edits
from stoa.services.localization.store import segments as store

Knowns = Mapping[UUID, Sequence[Known]]


async def cut_course(db: Database, objects: Objects, caller: Caller, course: UUID) -> None:
    """The course as it was published last. Objects that say the same as before are not looked at."""
    async with db.read(caller) as read:
        wanted = await courses.load_course(read, course)
        known = await courses.known_objects(read, course)
    if wanted is None or wanted.cut == wanted.publication:
        return
    tree = await fetch_tree(objects.private, wanted)
    uncut = await to_thread.run_sync(uncut_objects, tree)
    other = [one for one in uncut if _is_other(one, known)]
    captions = await fetch_captions(objects.private, tree, [str(one.id) for one in other])
    async with db.read(caller) as read:
        there, gone = await store.known_segments(read, course, [one.id for one in other])
    cut = await to_thread.run_sync(_cut, wanted, other, captions, there, gone)
    await _keep(db, caller, wanted, uncut, cut)


def _is_other(uncut: Uncut, known: Mapping[UUID, KnownObject]) -> bool:
    before = known.get(uncut.id)
    return before is None or not before.present or before.checksum != uncut.checksum


def _cut(
    course: Course, other: Sequence[Uncut], captions: Mapping[str, list[Cue]], there: Knowns, gone: Knowns
) -> list[CutObject]:
    return [
        cut_object(
            one,
            captions.get(str(one.id), ()),
            course.id,
            course.locale,
            there.get(one.id, ()),
            gone.get(one.id, ()),
            sentence_ends,
            new_id,
        )
        for one in other
    ]


async def _keep(
    db: Database, caller: Caller, course: Course, uncut: Sequence[Uncut], cut: Sequence[CutObject]
) -> None:
    """Nothing when the course was published again meanwhile: that publication is cut next."""
    async with db.work(caller) as work:
        now = await courses.load_course(work, course.id, lock=True)
        if now is None or now.publication != course.publication or now.cut == course.publication:
            return
        left_out = await courses.save_places(work, course.id, uncut)
        await courses.save_objects(work, course.id, cut)
        await store.save_segments(work, [segment for one in cut for segment in one.segments])
        await store.save_brought(work, course.id, _films(cut))
        await store.remove_segments(work, [id_ for one in cut for id_ in one.gone])
        removed = await store.remove_of_objects(work, course.id, left_out)
        await post_edits.remove_of_gone(work, course.id)
        await courses.save_cut(work, course.id, course.publication)
        await _tell(work, course, cut, removed + sum(len(one.gone) for one in cut))


def _films(cut: Sequence[CutObject]) -> dict[UUID, Sequence[str]]:
    """Those with captions, and in which other locales they have their own."""
    return {one.uncut.id: one.uncut.brought for one in cut if one.uncut.captions}


async def _tell(work: UnitOfWork, course: Course, cut: Sequence[CutObject], removed: int) -> None:
    added, changed = sum(one.added for one in cut), sum(one.changed for one in cut)
    lacking = [one.uncut.id for one in cut if one.added or one.changed]
    if added or changed or removed:
        work.record(
            SegmentsChanged(
                course=course.id,
                revision=course.revision,
                locale=course.locale,
                added=added,
                changed=changed,
                removed=removed,
                objects=lacking,
            )
        )
    await editions.touch(work, course.id)
    await post_edits.place(work, course.id)
    wanted = [edition.locale for edition in await editions.list_editions(work, course.id)]
    # A film that no longer brings captions in a locale lacks them there, though its own are the same.
    await ask(work, course.id, wanted, list(dict.fromkeys([*lacking, *_films(cut)])))
