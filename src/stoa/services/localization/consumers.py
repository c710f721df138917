"""What localization hears: of courses, of what became of editions, and its own word that long work waits."""

from stoa.contracts.content import CourseArchived, CourseRestored, RevisionPublished
from stoa.contracts.delivery import (
    ManifestActivated,
    ManifestPublished,
    ManifestWithdrawn,
    PublicationFailed,
)
from stoa.contracts.localization import TranslationRequested
from stoa.contracts.tracking import RunScheduled
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.localization.commands import delivered
from stoa.services.localization.commands.assemble import assemble
from stoa.services.localization.commands.audience import note_run
from stoa.services.localization.commands.cascade import translate
from stoa.services.localization.commands.cut import cut_course
from stoa.services.localization.commands.going_through import go_through
from stoa.services.localization.commands.hearing import hear_archived, hear_restored, hear_revision
from stoa.services.localization.commands.looking import look_closely
from stoa.services.localization.commands.passes import run_pass
from stoa.services.localization.commands.placing import by_place
from stoa.services.localization.commands.reading import read_file
from stoa.services.localization.commands.rechecking import recheck, spread
from stoa.services.localization.commands.withdrawing import let_go
from stoa.services.localization.domain.bulk import BulkRequested
from stoa.services.localization.domain.file import FileSent
from stoa.services.localization.domain.memory_unit import FileWithdrawn
from stoa.services.localization.domain.sync.connection import PassRequested
from stoa.services.localization.domain.wanted import (
    CutRequested,
    EditionTouched,
    GlossaryChanged,
    LookRequested,
    RecheckRequested,
)
from stoa.services.localization.ports import Outside, Translators

_OUTAGES_S = (1, 5, 15, 60)
"""Waits while a machine does not answer."""


@consumer(RevisionPublished)
async def on_revision_published(event: RevisionPublished, caller: Caller, db: Database) -> None:
    await hear_revision(db, caller, event)


@consumer(CourseArchived)
async def on_course_archived(event: CourseArchived, caller: Caller, db: Database) -> None:
    await hear_archived(db, caller, event)


@consumer(CourseRestored)
async def on_course_restored(event: CourseRestored, caller: Caller, db: Database) -> None:
    await hear_restored(db, caller, event)


@consumer(CutRequested)
async def on_cut_requested(event: CutRequested, caller: Caller, db: Database, objects: Objects) -> None:
    await cut_course(db, objects, caller, event.course)


@consumer(TranslationRequested, backoff_s=_OUTAGES_S, at_once=8)
async def on_translation_requested(
    event: TranslationRequested, caller: Caller, db: Database, outside: Outside
) -> None:
    await translate(db, outside, caller, event.course, event.objects, event.locale)


@consumer(EditionTouched)
async def on_edition_touched(event: EditionTouched, caller: Caller, db: Database, objects: Objects) -> None:
    await assemble(db, objects, caller, event.course, event.locale)


@consumer(GlossaryChanged)
async def on_glossary_changed(event: GlossaryChanged, caller: Caller, db: Database) -> None:
    await spread(db, caller, event)


@consumer(RecheckRequested)
async def on_recheck_requested(event: RecheckRequested, caller: Caller, db: Database) -> None:
    await recheck(db, caller, event.course, event.locale)


@consumer(BulkRequested, backoff_s=_OUTAGES_S, at_once=2)
async def on_bulk_requested(event: BulkRequested, caller: Caller, db: Database, outside: Outside) -> None:
    await go_through(db, outside, caller, event.bulk)


@consumer(FileSent, at_once=2)
async def on_file_sent(event: FileSent, caller: Caller, db: Database, objects: Objects) -> None:
    await read_file(db, objects, caller, event.file, by_place(db, caller))


@consumer(FileWithdrawn, at_once=2)
async def on_file_withdrawn(event: FileWithdrawn, caller: Caller, db: Database, outside: Outside) -> None:
    await let_go(db, outside, caller, event.file)


@consumer(RunScheduled)
async def on_run_scheduled(event: RunScheduled, caller: Caller, db: Database) -> None:
    await note_run(db, caller, event)


@consumer(ManifestPublished)
async def on_manifest_published(event: ManifestPublished, caller: Caller, db: Database) -> None:
    await delivered.note_published(db, caller, event)


@consumer(ManifestActivated)
async def on_manifest_activated(event: ManifestActivated, caller: Caller, db: Database) -> None:
    await delivered.note_activated(db, caller, event)


@consumer(ManifestWithdrawn)
async def on_manifest_withdrawn(event: ManifestWithdrawn, caller: Caller, db: Database) -> None:
    await delivered.note_withdrawn(db, caller, event)


@consumer(PublicationFailed)
async def on_publication_failed(event: PublicationFailed, caller: Caller, db: Database) -> None:
    await delivered.note_failed(db, caller, event)


@consumer(LookRequested)
async def on_look_requested(event: LookRequested, caller: Caller, db: Database, objects: Objects) -> None:  # noqa: ARG001
    await look_closely(db, objects, caller)


@consumer(PassRequested, at_once=4)
async def on_pass_requested(
    event: PassRequested, caller: Caller, db: Database, translators: Translators
) -> None:
    by = caller.once.key if caller.once is not None else str(event.connection)
    await run_pass(db, translators, caller, event.connection, by)
