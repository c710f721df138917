"""How far a course is in each of its locales."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.edition import Edition, Progress
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store import courses, editions, units


@dataclass(frozen=True, slots=True)
class Standing:
    """translated, reviewed: segments of the present content that have come at least so far.

    queued: those that a person is asked about. share: of the segments that count by the policy.
    """

    edition: Edition
    segments: int
    translated: int
    reviewed: int
    queued: int
    share: float


async def list_standings(db: Database, caller: Caller, course: UUID) -> list[Standing]:
    """Raises NotFound for a course that was never published."""
    async with db.read(caller) as read:
        if await courses.load_course(read, course) is None:
            raise NotFound("localization.course_unknown")
        wanted = await editions.list_editions(read, course)
        counted = await units.progress(read, course)
    return [standing(edition, counted[edition.locale]) for edition in wanted]


def standing(edition: Edition, progress: Progress) -> Standing:
    return Standing(
        edition=edition,
        segments=progress.segments,
        translated=progress.reached(State.TRANSLATED),
        reviewed=progress.reached(State.REVIEWED),
        queued=progress.queued,
        share=progress.share(edition.terms.policy.least),
    )
