"""Version numbers that were given out and never published, and the tenants that may have some."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import TenantId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.delivery.domain.publication import Edition, Publication
from stoa.services.delivery.domain.version import Abandoned
from stoa.services.delivery.store.publications import forget_number
from stoa.services.delivery.tables import abandoned, contents, versions
from stoa.services.delivery.tables import tenants as known


async def note_tenant(work: UnitOfWork, tenant: UUID) -> None:
    """Within a unit of work of no tenant: it is read before a tenant is known."""
    await work.run(insert(known).on_conflict_do_nothing(), {"tenant_id": work.tenant, "id": tenant})


async def tenants(read: ReadSession) -> list[TenantId]:
    return [TenantId(row.id) for row in await read.all(select(known.c.id).order_by(known.c.id))]


async def abandon(work: UnitOfWork, publication: Publication) -> None:
    """Its number is given out to nobody. What other publications published under it stays.

    Within a unit of work that holds the edition's lock.
    """
    if publication.version is None:
        return
    await give_up(work, publication.edition, publication.version, publication.changed_at)
    await forget_number(work, publication.id)


async def give_up(work: UnitOfWork, edition: Edition, number: int, since: datetime) -> None:
    """Nothing for a number that was published."""
    published = select(versions.c.version).where(
        versions.c.course == edition.course,
        versions.c.locale == edition.locale,
        versions.c.version == number,
    )
    if await work.value(published) is not None:
        return
    row = {
        "tenant_id": work.tenant,
        "course": edition.course,
        "locale": edition.locale,
        "version": number,
        "since": since,
    }
    await work.run(insert(abandoned).on_conflict_do_nothing(), row)


async def list_left(read: ReadSession, before: datetime, most: int = 100) -> list[Abandoned]:
    """Those whose assets may still be there, given up before the moment."""
    rows = await read.all(
        select(abandoned, contents.c.content)
        .join(contents, contents.c.course == abandoned.c.course)
        .where(abandoned.c.gone_at.is_(None), abandoned.c.since < before)
        .order_by(abandoned.c.since)
        .limit(most)
    )
    return [Abandoned(Edition(row.course, row.locale), row.version, row.content) for row in rows]


async def save_gone(work: UnitOfWork, gone: Abandoned) -> None:
    await work.run(
        update(abandoned)
        .where(
            abandoned.c.course == gone.edition.course,
            abandoned.c.locale == gone.edition.locale,
            abandoned.c.version == gone.version,
        )
        .values(gone_at=work.now)
    )
