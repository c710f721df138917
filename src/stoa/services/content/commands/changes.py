"""Changes of a course: numbered, kept in its history, and noted on the course itself."""

from uuid import UUID

from stoa.runtime.db import UnitOfWork
from stoa.services.content.store import courses, history


async def note_change(
    work: UnitOfWork,
    course: courses.Course,
    verb: str,
    title: str,
    by: UUID | None,
    *,
    about: UUID | None = None,
    before: history.Snapshot | None = None,
    after: history.Snapshot | None = None,
) -> int:
    """course: as locked. before, after: of a change that can be undone. Returns the number of the change."""
    number = course.change + 1
    await history.add_change(work, course.id, number, verb, title, about, before or {}, after or {}, by)
    await courses.touch(work, course.id, number, by)
    return number
