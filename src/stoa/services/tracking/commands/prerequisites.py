"""Choosing what must be completed before a course."""

from collections.abc import Collection
from uuid import UUID

from stoa.contracts.tracking import PrerequisitesChosen
from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.prerequisite import check_required
from stoa.services.tracking.store import courses, prerequisites

WHO_MAY_CHOOSE = ("editor", "administrator")


async def choose_prerequisites(
    db: Database, caller: Caller, course: UUID, required: Collection[UUID]
) -> list[UUID]:
    """All of them, in order; none takes them away. Who is enrolled stays. Raises NotFound, Invalid."""
    caller.require(*WHO_MAY_CHOOSE)
    chosen = list(dict.fromkeys(required))
    async with db.work(caller) as work:
        await work.lock("prerequisites")
        if not await courses.is_offered(work, course):
            raise NotFound("course.not_offered")
        before = await prerequisites.every(work)
        for one in chosen:
            if one not in before.get(course, ()) and not await courses.is_offered(work, one):
                raise Invalid("prerequisites.unknown", field="required", given=str(one))
        check_required(course, chosen, before)
        change = await prerequisites.save(work, course, chosen)
        work.record(PrerequisitesChosen(course=course, required=chosen, change=change))
        return work.keep(chosen)
