"""What a course requires, for who may choose it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.catalogue import CourseCard, Wanted
from stoa.services.tracking.domain.prerequisite import Prerequisite
from stoa.services.tracking.queries.teaching import course_title
from stoa.services.tracking.store import courses, prerequisites


@dataclass(frozen=True, slots=True)
class Choice:
    """required: as it is now. found: other courses that fit the words looked for."""

    title: str
    required: Sequence[Prerequisite]
    found: Sequence[CourseCard]


async def see_prerequisites(db: Database, clock: Clock, caller: Caller, course: UUID, text: str) -> Choice:
    """Raises NotFound for a course that cannot be scheduled."""
    title = await course_title(db, caller, course)
    async with db.read(caller) as read:
        required = await prerequisites.of_course(read, course, caller.known(), caller.locale)
        wanted = Wanted(text=text, staff=True)
        found = await courses.find(read, wanted, locale=caller.locale, person=caller.known(), now=clock())
    known = {course, *(one.course for one in required)}
    return Choice(title, required, [card for card in found.cards if card.course not in known])


async def list_prerequisites(db: Database, caller: Caller, course: UUID) -> Sequence[Prerequisite]:
    """As the caller stands. Raises NotFound."""
    await course_title(db, caller, course)
    async with db.read(caller) as read:
        return await prerequisites.of_course(read, course, caller.known(), caller.locale)
