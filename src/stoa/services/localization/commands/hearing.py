"""What content tells of courses."""

from stoa.contracts.content import CourseArchived, CourseRestored, RevisionPublished
from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.editions import stop
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.wanted import CutRequested
from stoa.services.localization.store import courses, editions


async def hear_revision(db: Database, caller: Caller, event: RevisionPublished) -> None:
    """The long work follows by an event of our own, so that content's next facts need not wait for it."""
    async with db.work(Caller(tenant=EVERY_TENANT)) as work:
        await courses.note_tenant(work, caller.tenant)
    course = Course(
        id=event.course,
        locale=event.locale,
        title=event.title,
        revision=event.revision,
        publication=event.publication,
        published_by=event.published_by,
        document_key=event.document_key,
        document_checksum=event.document_checksum,
    )
    async with db.work(caller) as work:
        if await courses.save_heard(work, course):
            work.record(CutRequested(course=event.course))


async def hear_archived(db: Database, caller: Caller, event: CourseArchived) -> None:
    """It is translated no more, and readers have it in its own language alone."""
    async with db.work(caller) as work:
        if not await courses.save_archived(work, event.course, event.change, archived=True):
            return
        for edition in await editions.list_editions(work, event.course):
            await stop(work, event.course, edition.locale)


async def hear_restored(db: Database, caller: Caller, event: CourseRestored) -> None:
    """It may be translated again. Each locale is chosen anew; what was translated into it is there still."""
    async with db.work(caller) as work:
        await courses.save_archived(work, event.course, event.change, archived=False)
