"""Assets of publications that never finished are taken away again."""

from datetime import datetime, timedelta

from stoa.kernel.clock import Clock
from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Bucket
from stoa.services.delivery.domain.asset import folder_of, manifest_folder
from stoa.services.delivery.domain.publication import Publication, State
from stoa.services.delivery.domain.version import Abandoned
from stoa.services.delivery.ports import Outside
from stoa.services.delivery.store import abandoned, publications, versions

KEPT = timedelta(days=1)
"""Within it a publication that is tried again finds what it wrote."""


async def purge(db: Database, outside: Outside, clock: Clock) -> None:
    """Of every tenant. Called again after a crash it goes on."""
    async with db.read(Caller(tenant=EVERY_TENANT)) as read:
        tenants = await abandoned.tenants(read)
    for tenant in tenants:
        caller = Caller(tenant=tenant)
        before = clock() - KEPT
        await _give_up(db, caller, before)
        await _take_away(db, outside, caller, before)


async def _give_up(db: Database, caller: Caller, before: datetime) -> None:
    """Version numbers of what has lain unfinished for long are never used again."""
    async with db.read(caller) as read:
        unfinished = await publications.list_unfinished(read, before)
    for one in unfinished:
        async with db.work(caller) as work:
            await versions.lock_edition(work, one.edition)
            now = await publications.load_publication(work, one.id, lock=True)
            if now is not None and _is_the_same(now, one):
                await abandoned.abandon(work, now)


def _is_the_same(now: Publication, then: Publication) -> bool:
    """Nobody has worked at it meanwhile."""
    return now.state is not State.PUBLISHED and now.changed_at == then.changed_at


async def _take_away(db: Database, outside: Outside, caller: Caller, before: datetime) -> None:
    """Nothing points to them, so a reader misses nothing."""
    async with db.read(caller) as read:
        left = await abandoned.list_left(read, before)
    for one in left:
        folder = folder_of(one.content, one.version, one.edition.locale)
        await _empty(outside.objects.assets, folder, folder)
        manifests = manifest_folder(caller.tenant, one.content, one.edition.locale)
        await _empty(outside.objects.private, manifests, f"{manifests}v{one.version}-")
        await _note_gone(db, caller, one)


async def _empty(bucket: Bucket, folder: str, prefix: str) -> None:
    for key in [key async for key in bucket.keys(folder)]:
        if key.startswith(prefix):
            await bucket.delete(key)


async def _note_gone(db: Database, caller: Caller, gone: Abandoned) -> None:
    async with db.work(caller) as work:
        await abandoned.save_gone(work, gone)
