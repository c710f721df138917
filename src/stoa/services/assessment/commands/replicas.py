"""What other services told, kept for our own use. Facts may come late, twice and in any order."""

import msgspec

from stoa.contracts.content import CourseDocument
from stoa.contracts.delivery import (
    Manifest,
    ManifestActivated,
    ManifestWithdrawn,
    PilotActivated,
    PilotEnded,
)
from stoa.contracts.tracking import (
    CourseJudged,
    EnrolmentEnded,
    LearnerEnrolled,
    ObjectCompleted,
    RunScheduled,
)
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.assessment.domain.course_outcome import CourseOutcome
from stoa.services.assessment.domain.enrolment import Enrolment
from stoa.services.assessment.domain.run import Run
from stoa.services.assessment.store import completions, enrolments, item_sets, outcomes


def read_document(data: bytes) -> CourseDocument:
    """Takes milliseconds for a large course. Raises Defect when an item of it cannot be scored."""
    document = msgspec.json.decode(data, type=CourseDocument)
    item_sets.check_document(document)
    return document


async def keep_document(db: Database, caller: Caller, document: CourseDocument) -> None:
    async with db.work(caller) as work:
        await item_sets.save_document(work, document)


async def keep_activation(db: Database, caller: Caller, event: ManifestActivated, manifest: Manifest) -> None:
    async with db.work(caller) as work:
        await item_sets.save_activation(work, event, manifest)


async def keep_withdrawal(db: Database, caller: Caller, event: ManifestWithdrawn) -> None:
    async with db.work(caller) as work:
        await item_sets.save_withdrawn(work, event)


async def keep_pilot(db: Database, caller: Caller, event: PilotActivated, manifest: Manifest) -> None:
    async with db.work(caller) as work:
        await item_sets.save_pilot(work, event, manifest)


async def keep_pilot_end(db: Database, caller: Caller, event: PilotEnded) -> None:
    async with db.work(caller) as work:
        await item_sets.end_pilot(work, event)


async def keep_enrolment(
    db: Database, caller: Caller, event: LearnerEnrolled | EnrolmentEnded, *, active: bool
) -> None:
    enrolment = Enrolment(event.registration, event.run, event.course, event.learner, active)
    async with db.work(caller) as work:
        await enrolments.save_enrolment(work, enrolment, event.change)


async def keep_completion(db: Database, caller: Caller, event: ObjectCompleted) -> None:
    async with db.work(caller) as work:
        await completions.save_completion(work, event.registration, event.object)


async def keep_outcome(db: Database, caller: Caller, event: CourseJudged) -> None:
    outcome = CourseOutcome(event.scaled, event.completed, event.passed)
    async with db.work(caller) as work:
        await outcomes.save_outcome(work, event.registration, outcome, event.change)


async def keep_run(db: Database, caller: Caller, event: RunScheduled) -> None:
    run = Run(event.run, event.course, event.starts_at, event.ends_at, frozenset(event.instructors))
    async with db.work(caller) as work:
        await enrolments.save_run(work, run, event.change)
