"""What content hears: its own word that a source waits, and what became of publications."""

from stoa.contracts.delivery import ManifestActivated, PublicationFailed
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.commands.publications import note_activation, note_failure
from stoa.services.content.commands.reading import Tools, run_import
from stoa.services.content.domain.imports import ImportRequested


@consumer(ImportRequested)
async def on_import_requested(
    event: ImportRequested, caller: Caller, db: Database, objects: Objects, tools: Tools
) -> None:
    await run_import(db, objects, tools, caller, event.import_id)


@consumer(ManifestActivated)
async def on_manifest_activated(event: ManifestActivated, caller: Caller, db: Database) -> None:
    await note_activation(db, caller, event)


@consumer(PublicationFailed)
async def on_publication_failed(event: PublicationFailed, caller: Caller, db: Database) -> None:
    await note_failure(db, caller, event)
