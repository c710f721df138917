"""Telling the learners of a run something: writing it, changing it, taking it back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from stoa.contracts.shown import ShownPart, ShownText
from stoa.contracts.tracking import AnnouncementPosted, AnnouncementWithdrawn
from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.tracking.commands.wording import keep_words, look_first
from stoa.services.tracking.domain.announcement import (
    Announcement,
    Wording,
    check_room,
    check_unchanged,
    document_key,
)
from stoa.services.tracking.domain.plain_text import one_line
from stoa.services.tracking.store import announcements, registrations, runs


@dataclass(frozen=True, slots=True)
class Posted:
    """version: by which it can be changed next."""

    announcement: UUID
    version: int


async def announce(db: Database, objects: Objects, caller: Caller, run: UUID, wording: Wording) -> Posted:
    """Raises NotFound, Invalid, Conflict when there are too many, Unavailable."""
    wording, id_ = wording.checked(), new_id()

    async def look(read: ReadSession) -> None:
        check_room(await announcements.count(read, run))

    sum_ = await _keep_document(db, objects, caller, run, id_, wording, look)
    async with db.work(caller) as work:
        held = await runs.taught_locked(work, caller, run)
        check_room(await announcements.count(work, run))
        posted = Announcement(id_, run, held.course, caller.known(), wording, sum_, work.now)
        await _tell(work, posted)
        return work.keep(Posted(posted.id, posted.version))


async def reword(
    db: Database,
    objects: Objects,
    caller: Caller,
    run: UUID,
    announcement: UUID,
    wording: Wording,
    seen: int,
) -> Posted:
    """seen: the version that was read before.

    Raises as `announce`, and Conflict when it is another by now.
    """
    wording = wording.checked()

    async def look(read: ReadSession) -> None:
        check_unchanged(await announcements.load(read, run, announcement), seen)

    sum_ = await _keep_document(db, objects, caller, run, announcement, wording, look)
    async with db.work(caller) as work:
        await runs.taught(work, caller, run)
        before = await announcements.load_locked(work, run, announcement)
        after = before.reworded(wording, sum_, seen, work.now)
        if after is not before:
            await _tell(work, after)
        return work.keep(Posted(after.id, after.version))


async def withdraw(db: Database, caller: Caller, run: UUID, announcement: UUID) -> None:
    """Learners see it no longer. Withdrawn already is fine."""
    await _take_back(db, caller, run, announcement, withdrawn=True)


async def restore(db: Database, caller: Caller, run: UUID, announcement: UUID) -> None:
    """The opposite of `withdraw`: it stands where it stood."""
    await _take_back(db, caller, run, announcement, withdrawn=False)


async def mark_read(db: Database, caller: Caller, registration: UUID, shown: Mapping[UUID, int]) -> None:
    """By the learner whose registration it is. shown: by id the version that was read.

    What has other words by now stays unread; ids that are none of the run's are left out.
    """
    learner = caller.known()
    async with db.work(caller) as work:
        run = await registrations.run_of_own(work, registration, learner)
        if run is None:
            raise NotFound("registration.unknown")
        await announcements.mark_read(work, run, learner, shown)


async def _take_back(db: Database, caller: Caller, run: UUID, announcement: UUID, *, withdrawn: bool) -> None:
    async with db.work(caller) as work:
        await runs.taught(work, caller, run)
        before = await announcements.load_locked(work, run, announcement)
        after = before.taken_back(withdrawn=withdrawn)
        if after is not before:
            await _tell(work, after)


async def _keep_document(
    db: Database,
    objects: Objects,
    caller: Caller,
    run: UUID,
    announcement: UUID,
    wording: Wording,
    look: Callable[[ReadSession], Awaitable[None]],
) -> str:
    """look: raises where the words would be refused later anyway. Returns their checksum."""

    async def in_the_run(read: ReadSession) -> UUID:
        held = await runs.taught(read, caller, run)
        await look(read)
        return held.course

    course = await look_first(db, caller, in_the_run)
    parts = [
        ShownPart(name="title", html=one_line(wording.title)),
        ShownPart(name="text", html=wording.html()),
    ]
    shown = ShownText(locale=wording.locale, course=course, parts=parts)
    return await keep_words(objects, shown, partial(document_key, caller.tenant, announcement))


async def _tell(work: UnitOfWork, announcement: Announcement) -> None:
    await announcements.save(work, announcement)
    told, run, course = announcement.id, announcement.run, announcement.course
    if announcement.withdrawn:
        version = announcement.version
        work.record(AnnouncementWithdrawn(announcement=told, run=run, course=course, version=version))
        return
    work.record(
        AnnouncementPosted(
            announcement=told,
            run=run,
            course=course,
            locale=announcement.wording.locale,
            key=document_key(work.tenant, told, announcement.checksum),
            checksum=announcement.checksum,
            version=announcement.version,
        )
    )
