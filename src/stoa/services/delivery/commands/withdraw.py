"""A locale is taken back from readers: they get the course in another one. Versions stay."""

from uuid import UUID

from stoa.contracts.delivery import ManifestWithdrawn
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.delivery.commands.pilot import end
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.domain.version import Activation
from stoa.services.delivery.store import pilots, publications
from stoa.services.delivery.store import versions as store


async def withdraw(db: Database, caller: Caller, edition: Edition, before: UUID) -> None:
    """What was asked to be published before is not activated any more, though it may be on its way.

    Nothing where something asked for later is out already: this is late then.
    """
    async with db.work(caller) as work:
        await store.lock_edition(work, edition)
        if await publications.published_since(work, edition, before):
            return
        active = await store.load_active(work, edition, lock=True)
        await store.save_withdrawn(work, edition, before)
        pilot = await pilots.load_pilot(work, edition)
        if pilot.version is not None:
            await end(work, edition, pilot)
        if active.version is None:
            return
        gone = Activation(edition, active.activation + 1, None, caller.person, work.now)
        await store.swap_active(work, gone)
        work.record(
            ManifestWithdrawn(
                content=await store.content_of(work, edition.course),
                course=edition.course,
                locale=edition.locale,
                activation=gone.number,
            )
        )
