"""Forgetting what is of no more use."""

from datetime import timedelta

from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.invitation import LIFETIME

_KEPT = timedelta(days=1)


async def sweep(db: Database) -> None:
    """Passes that are over; ended sessions, empty buckets, old links, and files that nobody took, of every
    tenant."""
    async with db.read(Caller(tenant=EVERY_TENANT)) as read:
        tenants = await store.tenants.all_tenants(read)
    async with db.work(Caller(tenant=EVERY_TENANT)) as work:
        await store.revocations.sweep_revocations(work, work.now - _KEPT)
    for tenant in tenants:
        async with db.work(Caller(tenant=tenant)) as work:
            await store.sessions.sweep_sessions(work, work.now - _KEPT)
            await store.buckets.sweep_buckets(work, work.now)
            await store.invitations.sweep_invitations(work, work.now - LIFETIME - _KEPT)
            await store.rosters.sweep_rosters(work, work.now - _KEPT)
