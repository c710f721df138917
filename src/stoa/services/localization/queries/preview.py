"""The object that a unit stands in, as its readers will see it, and its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.kernel.captions import Cue, read_captions
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.objects import Bucket
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.cut_object import captions_of
from stoa.services.localization.domain.places import FRONT, OBJECT, Shape
from stoa.services.localization.domain.preview import Shown, Side, codes_shown, shown_texts
from stoa.services.localization.domain.skeletons import FieldSkeleton
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State
from stoa.services.localization.queries.course_documents import DocumentShelf, Tree
from stoa.services.localization.store import courses, tasks, units


@dataclass(frozen=True, slots=True)
class Preview:
    """thing: None where the course as it was published last has no such object. shape: of its texts.

    texts: HTML by path. codes: HTML of each code of the unit. cues: of a film, in the source's locale.
    """

    task: Task
    side: Side
    thing: Tree | None
    shape: Shape
    texts: Mapping[str, str]
    codes: Sequence[str]
    cues: Sequence[Cue]


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class _Material:
    task: Task
    course: Course
    skeletons: Sequence[FieldSkeleton]
    written: Mapping[UUID, tuple[str, State]]


async def see_preview(
    db: Database, bucket: Bucket, shelf: DocumentShelf, caller: Caller, unit: UUID, side: Side, files: str
) -> Preview:
    """files: address below which the page finds its pictures. Raises NotFound."""
    async with db.read(caller) as read:
        found = await _gather(read, unit)
    task, course = found.task, found.course
    document = await shelf.document(caller.tenant, course)
    front = task.unit.object == course.id
    thing = document.cover() if front else document.thing(task.unit.object)
    cues = await _cues(bucket, thing, document.media, course.locale)
    shape = FRONT if front else OBJECT
    shown = _shown(found, side, files)
    texts = await to_thread.run_sync(shown_texts, thing or {}, shape, found.skeletons, shown)
    return Preview(task, side, thing, shape, texts, codes_shown(found.skeletons, shown), cues)


async def see_picture(
    db: Database, bucket: Bucket, shelf: DocumentShelf, caller: Caller, unit: UUID, name: str
) -> Picture:
    """Of the unit's course. Raises NotFound, also for what is no picture."""
    async with db.read(caller) as read:
        _, course = await _load(read, unit)
    medium = (await shelf.document(caller.tenant, course)).media.get(name, {})
    media_type = str(medium.get("media_type", ""))
    if not media_type.startswith("image/"):
        raise NotFound("unit.no_picture")
    return Picture(await bucket.get(medium["key"], medium["checksum"]), media_type)


async def _load(read: ReadSession, unit: UUID) -> tuple[Task, Course]:
    found = await tasks.of_units(read, [unit])
    course = await courses.load_course(read, found[0].unit.course) if found else None
    if course is None:
        raise NotFound("unit.unknown")
    return found[0], course


async def _gather(read: ReadSession, unit: UUID) -> _Material:
    task, course = await _load(read, unit)
    thing, locale = task.unit.object, task.unit.locale
    skeletons = await courses.load_skeletons(read, course.id, [thing])
    written = await units.written(read, course.id, thing, locale)
    return _Material(task, course, skeletons.get(thing, ()), written)


def _shown(found: _Material, side: Side, files: str) -> Shown:
    """The unit at hand says what stands on the desk, whether anybody has accepted it or not."""
    task = found.task
    source = found.course.locale
    if side is Side.SOURCE:
        return Shown(source, source, {}, {}, task.segment, task.segment.coded.text, files)
    draft = task.waiting.draft if task.waiting else None
    written = task.unit.target if draft is None else draft
    stands = {id_: said for id_, (said, state) in found.written.items() if state >= State.TRANSLATED}
    proposed = {id_: said for id_, (said, _) in found.written.items() if id_ not in stands}
    return Shown(source, task.unit.locale, stands, proposed, task.segment, written, files)


async def _cues(bucket: Bucket, thing: Tree | None, media: Mapping[str, Tree], locale: str) -> Sequence[Cue]:
    name = captions_of(thing, locale) if thing else None
    medium = media.get(name) if name else None
    return read_captions(await bucket.get(medium["key"], medium["checksum"])) if medium else ()
