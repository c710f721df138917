"""What delivery said of publications."""

from stoa.contracts.delivery import ManifestActivated, PublicationFailed
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.content.store import publications


async def note_activation(db: Database, caller: Caller, fact: ManifestActivated) -> None:
    async with db.work(caller) as work:
        await publications.activated(
            work, fact.course, fact.revision, fact.locale, fact.version, fact.activation
        )


async def note_failure(db: Database, caller: Caller, fact: PublicationFailed) -> None:
    async with db.work(caller) as work:
        await publications.failed(work, fact.publication, fact.code)
