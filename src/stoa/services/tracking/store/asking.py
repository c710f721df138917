"""Whether a learner can ask those who teach."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession
from stoa.services.tracking.domain.conversation import check_course, check_room
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.store import conversations, courses, registrations


async def may_ask(read: ReadSession, registration: UUID, learner: UUID) -> Participation:
    """Raises NotFound for a registration that the learner may not use now.

    Raises Conflict where nothing can be asked, or nothing more.
    """
    there = await registrations.load(read, registration)
    if there is None or not there.active or there.registration.learner != learner:
        raise NotFound("registration.unknown")
    check_course(archived=await courses.is_known_archived(read, there.run.course))
    check_room(await conversations.count_of_registration(read, registration))
    return there
