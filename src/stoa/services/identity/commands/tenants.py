"""Tenants. Made by the operator: no door of the web leads here."""

from stoa.contracts.identity import TenantCreated
from stoa.kernel.errors import Invalid
from stoa.kernel.ids import TenantId, new_id
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.person import parse_name, parse_time_zone
from stoa.services.identity.domain.tenant import Tenant, check_hue, parse_host


async def create_tenant(
    db: Database,
    *,
    name: str,
    host: str | None = None,
    locale: str = "en",
    time_zone: str = "UTC",
    hue: int | None = None,
) -> TenantId:
    """host: None for the one tenant that lives at every host no other has. Raises Invalid, Conflict."""
    tenant = Tenant(
        id=TenantId(new_id()),
        name=parse_name(name),
        host=parse_host(host) if host is not None else None,
        hue=check_hue(hue),
        locale=parse_locale(locale),
        time_zone=parse_time_zone(time_zone),
    )
    async with db.work(Caller(tenant=tenant.id)) as work:
        await store.tenants.lock_tenants(work)
        if await store.tenants.is_taken(work, tenant.host):
            raise Invalid("tenant.host_taken", field="host", given=tenant.host or "-")
        await store.tenants.add_tenant(work, tenant, work.now)
        work.record(TenantCreated(tenant=tenant.id, default_locale=tenant.locale))
    return tenant.id
