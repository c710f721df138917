"""A revision arrives to be published, in its own language or translated."""

from stoa.contracts.content import RevisionPublished
from stoa.contracts.localization import LocaleReady
from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.delivery.domain.publication import Edition, Publication, PublicationRequested
from stoa.services.delivery.store import abandoned
from stoa.services.delivery.store import publications as store


async def receive_revision(db: Database, caller: Caller, event: RevisionPublished | LocaleReady) -> None:
    """In the source's locale or in another.

    The long work follows by an event of our own, so that other facts need not wait for it.
    """
    async with db.work(Caller(tenant=EVERY_TENANT)) as work:
        await abandoned.note_tenant(work, caller.tenant)
    async with db.work(caller) as work:
        publication = Publication(
            id=event.publication,
            edition=Edition(event.course, event.locale),
            revision=event.revision,
            title=event.title,
            document_key=event.document_key,
            document_checksum=event.document_checksum,
            published_by=event.published_by,
            requested_at=work.now,
            changed_at=work.now,
            runs=tuple(event.runs) if isinstance(event, LocaleReady) else (),
            audience=event.audience if isinstance(event, LocaleReady) else 0,
        )
        if await store.add_publication(work, publication):
            work.record(PublicationRequested(publication=publication.id))
