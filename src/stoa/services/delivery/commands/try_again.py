"""A publication that failed is driven again, as its editor asks."""

from uuid import UUID

from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.delivery.domain.publication import PublicationRequested, State
from stoa.services.delivery.store import abandoned, publications, versions

_ADDRESS_TAKEN = "publication.address_taken"


async def try_again(db: Database, caller: Caller, publication: UUID) -> UUID:
    """What it wrote already is used again, unless its address is taken. Raises NotFound, Conflict."""
    async with db.work(caller) as work:
        known = await publications.load_publication(work, publication)
        if known is None:
            raise NotFound("publication.missing")
        await versions.lock_edition(work, known.edition)
        now = await publications.load_publication(work, publication, lock=True)
        if now is None or now.state is not State.FAILED:
            raise Conflict("publication.not_failed")
        if now.code == _ADDRESS_TAKEN:
            await abandoned.abandon(work, now)
        await publications.save_queued(work, publication)
        work.record(PublicationRequested(publication=publication))
        return work.keep(publication)
