"""The replica of what others own. Each is right however often, and in whatever order, it is told."""

from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.place import Enrolment, Run
from stoa.services.adaptive.ports import Published
from stoa.services.adaptive.store import courses, replicas


async def note_enrolment(
    db: Database, caller: Caller, enrolment: Enrolment, *, active: bool, change: int
) -> None:
    async with db.work(caller.under(None)) as work:
        await replicas.save_enrolment(work, enrolment, active=active, change=change)


async def note_run(db: Database, caller: Caller, run: Run, *, change: int) -> None:
    async with db.work(caller.under(None)) as work:
        await replicas.save_run(work, run, change=change)


async def note_course(
    db: Database, caller: Caller, published: Published, course: UUID, locale: str, activation: int
) -> bool:
    """Returns whether its map is the course's from now on: that of the locale which was known first."""
    async with db.work(caller.under(None)) as work:
        await work.lock(f"course:{course}")
        newest = await courses.newest_activation(work, course, locale)
        if activation < newest:
            return False
        await courses.save_map(work, course, locale, activation, published.title, published.map)
        await courses.replace_passages(work, course, locale, published.passages)
        return await courses.first_locale(work, course) == locale
