"""What assessment hears: courses published and activated, learners enrolled and how far, runs scheduled."""

import msgspec
from anyio import to_thread

from stoa.contracts.content import RevisionPublished
from stoa.contracts.delivery import (
    Manifest,
    ManifestActivated,
    ManifestWithdrawn,
    PilotActivated,
    PilotEnded,
)
from stoa.contracts.localization import LocaleReady
from stoa.contracts.tracking import (
    CourseJudged,
    EnrolmentEnded,
    LearnerEnrolled,
    ObjectCompleted,
    RunScheduled,
)
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.assessment.commands import replicas


@consumer(RevisionPublished)
async def on_revision_published(
    event: RevisionPublished, caller: Caller, db: Database, objects: Objects
) -> None:
    data = await objects.private.get(event.document_key, event.document_checksum)
    document = await to_thread.run_sync(replicas.read_document, data)
    await replicas.keep_document(db, caller, document)


@consumer(LocaleReady)
async def on_locale_ready(event: LocaleReady, caller: Caller, db: Database, objects: Objects) -> None:
    data = await objects.private.get(event.document_key, event.document_checksum)
    document = await to_thread.run_sync(replicas.read_document, data)
    await replicas.keep_document(db, caller, document)


@consumer(ManifestActivated)
async def on_manifest_activated(
    event: ManifestActivated, caller: Caller, db: Database, objects: Objects
) -> None:
    data = await objects.private.get(event.key, event.checksum)
    manifest = await to_thread.run_sync(lambda: msgspec.json.decode(data, type=Manifest))
    await replicas.keep_activation(db, caller, event, manifest)


@consumer(ManifestWithdrawn)
async def on_manifest_withdrawn(event: ManifestWithdrawn, caller: Caller, db: Database) -> None:
    await replicas.keep_withdrawal(db, caller, event)


@consumer(PilotActivated)
async def on_pilot_activated(event: PilotActivated, caller: Caller, db: Database, objects: Objects) -> None:
    data = await objects.private.get(event.key, event.checksum)
    manifest = await to_thread.run_sync(lambda: msgspec.json.decode(data, type=Manifest))
    await replicas.keep_pilot(db, caller, event, manifest)


@consumer(PilotEnded)
async def on_pilot_ended(event: PilotEnded, caller: Caller, db: Database) -> None:
    await replicas.keep_pilot_end(db, caller, event)


@consumer(LearnerEnrolled)
async def on_learner_enrolled(event: LearnerEnrolled, caller: Caller, db: Database) -> None:
    await replicas.keep_enrolment(db, caller, event, active=True)


@consumer(EnrolmentEnded)
async def on_enrolment_ended(event: EnrolmentEnded, caller: Caller, db: Database) -> None:
    await replicas.keep_enrolment(db, caller, event, active=False)


@consumer(ObjectCompleted)
async def on_object_completed(event: ObjectCompleted, caller: Caller, db: Database) -> None:
    await replicas.keep_completion(db, caller, event)


@consumer(CourseJudged)
async def on_course_judged(event: CourseJudged, caller: Caller, db: Database) -> None:
    await replicas.keep_outcome(db, caller, event)


@consumer(RunScheduled)
async def on_run_scheduled(event: RunScheduled, caller: Caller, db: Database) -> None:
    await replicas.keep_run(db, caller, event)
