"""Whose gradebook a run is."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import ReadSession
from stoa.services.assessment.domain.run import Run
from stoa.services.assessment.store import enrolments


async def graded_run(read: ReadSession, caller: Caller, run: UUID) -> Run:
    """The run, if the caller teaches it or is an administrator. Raises NotFound otherwise."""
    found = await enrolments.load_run(read, run)
    if found is None or not may_grade(caller, found):
        raise NotFound("run.missing")
    return found


def may_grade(caller: Caller, run: Run) -> bool:
    if caller.has("administrator"):
        return True
    return caller.has("instructor") and caller.known() in run.instructors
