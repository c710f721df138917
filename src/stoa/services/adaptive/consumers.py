"""What other services tell, and what it changes here. What folds depend on is handed on into the log."""

from uuid import UUID

import msgspec

from stoa.contracts.delivery import ManifestActivated
from stoa.contracts.identity import ConsentChosen
from stoa.contracts.telemetry import ConsentScope
from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled, RunScheduled
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.services.adaptive.commands import replicas
from stoa.services.adaptive.commands.trial import try_policy
from stoa.services.adaptive.domain import told
from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.own_words import ItemCalibrated, PolicyActivated, TrialRequested
from stoa.services.adaptive.domain.place import Enrolment, Run
from stoa.services.adaptive.ports import Courses, PastLog, Telling


@consumer(LearnerEnrolled)
async def on_learner_enrolled(event: LearnerEnrolled, caller: Caller, db: Database, telling: Telling) -> None:
    enrolment = Enrolment(event.registration, event.run, event.course, event.learner)
    await replicas.note_enrolment(db, caller, enrolment, active=True, change=event.change)
    enrolled = told.Enrolled(
        registration=event.registration, run=event.run, course=event.course, change=event.change
    )
    await telling.of_learner(caller.tenant, PersonId(event.learner), enrolled, _once(caller))


@consumer(EnrolmentEnded)
async def on_enrolment_ended(event: EnrolmentEnded, caller: Caller, db: Database, telling: Telling) -> None:
    enrolment = Enrolment(event.registration, event.run, event.course, event.learner)
    await replicas.note_enrolment(db, caller, enrolment, active=False, change=event.change)
    ended = told.Ended(registration=event.registration, change=event.change)
    await telling.of_learner(caller.tenant, PersonId(event.learner), ended, _once(caller))


@consumer(ConsentChosen)
async def on_consent_chosen(event: ConsentChosen, caller: Caller, telling: Telling) -> None:
    consented = told.Consented(learning=event.scope is ConsentScope.LEARNING, version=event.version)
    await telling.of_learner(caller.tenant, PersonId(event.person), consented, _once(caller))


@consumer(RunScheduled)
async def on_run_scheduled(event: RunScheduled, caller: Caller, db: Database) -> None:
    run = Run(event.run, event.course, frozenset(event.instructors))
    await replicas.note_run(db, caller, run, change=event.change)


@consumer(ManifestActivated)
async def on_manifest_activated(
    event: ManifestActivated, caller: Caller, db: Database, courses: Courses, telling: Telling
) -> None:
    published = await courses.published(event.key, event.checksum)
    leads = await replicas.note_course(db, caller, published, event.course, event.locale, event.activation)
    if leads:
        activated = told.CourseActivated(
            course=event.course, locale=event.locale, activation=event.activation
        )
        await telling.for_all(caller.tenant, "course", activated, _once(caller))


@consumer(PolicyActivated)
async def on_policy_activated(event: PolicyActivated, caller: Caller, telling: Telling) -> None:
    activated = told.PolicyActivated(
        course=event.course,
        policy=event.policy,
        version=event.version,
        data=msgspec.Raw(event.data.encode()),
        at_ms=event.at_ms,
    )
    await telling.for_all(caller.tenant, "policy", activated, _once(caller))


@consumer(ItemCalibrated)
async def on_item_calibrated(event: ItemCalibrated, caller: Caller, telling: Telling) -> None:
    items: dict[UUID, Calibration] = {event.item: msgspec.json.decode(event.data, type=Calibration)}
    await telling.for_all(caller.tenant, "items", told.Calibrated(items=items), _once(caller))


@consumer(TrialRequested)
async def on_trial_requested(event: TrialRequested, caller: Caller, db: Database, past: PastLog) -> None:
    await try_policy(db, caller, past, event.trial)


def _once(caller: Caller) -> str:
    """The message's own key, so that what is handed on twice is known."""
    return caller.once.key if caller.once else caller.correlation
