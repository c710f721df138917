"""Who may see what. Everything else is not there, whoever asks."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import ReadSession
from stoa.services.adaptive.domain.place import Enrolment, Run
from stoa.services.adaptive.store import replicas

STAFF = ("instructor", "editor", "administrator")
_EVERYTHING = "administrator"


async def registration_of_learner(read: ReadSession, caller: Caller, registration: UUID) -> Enrolment:
    """Their own. Raises NotFound."""
    enrolment = await replicas.enrolment(read, registration)
    if enrolment is None or enrolment.learner != caller.known():
        raise NotFound("registration.missing")
    return enrolment


async def registration(read: ReadSession, caller: Caller, registration: UUID) -> Enrolment:
    """Their own, or of a run that they teach. Raises NotFound."""
    enrolment = await replicas.enrolment(read, registration)
    if enrolment is None:
        raise NotFound("registration.missing")
    if enrolment.learner != caller.known() and not await _teaches(read, caller, enrolment.run):
        raise NotFound("registration.missing")
    return enrolment


async def taught_run(read: ReadSession, caller: Caller, run: UUID) -> Run:
    """Raises NotFound."""
    known = await replicas.run(read, run)
    if known is None or not await _teaches(read, caller, run):
        raise NotFound("run.missing")
    return known


async def taught_course(read: ReadSession, caller: Caller, course: UUID) -> None:
    """Raises NotFound unless the caller teaches a run of it, edits courses, or administrates."""
    if caller.has(_EVERYTHING, "editor"):
        return
    if course not in await replicas.taught_courses(read, caller.known()):
        raise NotFound("course.unknown")


async def learners_taught(read: ReadSession, caller: Caller, registrations: set[UUID]) -> dict[UUID, UUID]:
    """By registration, of runs that the caller teaches."""
    teacher = None if caller.has(_EVERYTHING) else caller.known()
    return await replicas.learners(read, registrations, teacher)


async def _teaches(read: ReadSession, caller: Caller, run: UUID) -> bool:
    if caller.has(_EVERYTHING):
        return True
    known = await replicas.run(read, run)
    return known is not None and caller.has(*STAFF) and caller.known() in known.instructors
