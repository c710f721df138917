"""Tenants: the one table that is read before a tenant is known."""

from datetime import datetime

from sqlalchemy import func, insert, select

from stoa.kernel.ids import TenantId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.surroundings import TenantCard
from stoa.services.identity.domain.tenant import Tenant
from stoa.services.identity.tables import tenants

_CARD = select(tenants.c.id, tenants.c.name, tenants.c.hue, tenants.c.locale)


async def add_tenant(work: UnitOfWork, tenant: Tenant, now: datetime) -> None:
    await work.run(
        insert(tenants),
        {
            "id": tenant.id,
            "name": tenant.name,
            "host": tenant.host,
            "hue": tenant.hue,
            "locale": tenant.locale,
            "time_zone": tenant.time_zone,
            "created_at": now,
        },
    )


async def lock_tenants(work: UnitOfWork) -> None:
    """Tenants are made one after the other. Held until the end of the transaction."""
    await work.run(select(func.pg_advisory_xact_lock(func.hashtextextended("identity:tenants", 0))))


async def is_taken(read: ReadSession, host: str | None) -> bool:
    same = tenants.c.host.is_(None) if host is None else tenants.c.host == host
    return await read.value(select(tenants.c.id).where(same).limit(1)) is not None


async def load_tenant(read: ReadSession, tenant: TenantId) -> Tenant | None:
    row = await read.one(select(tenants).where(tenants.c.id == tenant))
    if row is None:
        return None
    return Tenant(
        id=TenantId(row.id),
        name=row.name,
        host=row.host,
        hue=row.hue,
        locale=row.locale,
        time_zone=row.time_zone,
    )


async def card_of_host(read: ReadSession, host: str) -> TenantCard | None:
    """The tenant of that host, else the only tenant without a host of its own."""
    row = await read.one(_CARD.where(tenants.c.host == host))
    if row is None:
        unhosted = await read.all(_CARD.where(tenants.c.host.is_(None)).limit(2))
        row = unhosted[0] if len(unhosted) == 1 else None
    return TenantCard(id=TenantId(row.id), name=row.name, hue=row.hue, locale=row.locale) if row else None


async def all_tenants(read: ReadSession) -> list[TenantId]:
    return [TenantId(row.id) for row in await read.all(select(tenants.c.id).order_by(tenants.c.id))]
