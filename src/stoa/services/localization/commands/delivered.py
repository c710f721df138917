"""What delivery says of editions: published, shown to readers, taken back, failed. It may come late."""

from stoa.contracts.delivery import (
    ManifestActivated,
    ManifestPublished,
    ManifestWithdrawn,
    PublicationFailed,
)
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands import measures
from stoa.services.localization.store import releases


async def note_published(db: Database, caller: Caller, event: ManifestPublished) -> None:
    """Equal versions are one: the number may be of an earlier edition that shows the same."""
    async with db.work(caller) as work:
        told = await releases.save_live(work, event.course, event.locale, event.publication, event.version)
        first = told is not None and await releases.is_first(work, told)
    if told is not None and told.live_at is not None and first:
        took = told.live_at - told.wanted_at
        measures.lag.labels(told.locale).observe(max(0.0, took.total_seconds()))


async def note_activated(db: Database, caller: Caller, event: ManifestActivated) -> None:
    async with db.work(caller) as work:
        await releases.save_delivered(work, event.course, event.locale, event.version, event.activation)


async def note_withdrawn(db: Database, caller: Caller, event: ManifestWithdrawn) -> None:
    async with db.work(caller) as work:
        await releases.save_delivered(work, event.course, event.locale, None, event.activation)


async def note_failed(db: Database, caller: Caller, event: PublicationFailed) -> None:
    async with db.work(caller) as work:
        await releases.save_failed(work, event.course, event.locale, event.publication, event.code)
