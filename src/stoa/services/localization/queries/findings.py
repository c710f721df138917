"""What is not as it should be, as it was found last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from stoa.kernel.ids import EVERY_TENANT, TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.findings import Finding
from stoa.services.localization.store import courses
from stoa.services.localization.store import findings as store


@dataclass(frozen=True, slots=True)
class Findings:
    """The oldest first. looks: when it was looked last, by how closely: glance, closely."""

    found: list[Finding]
    looks: dict[str, datetime]


async def see_findings(db: Database, caller: Caller) -> Findings:
    async with db.read(caller) as read:
        return Findings(await store.list_findings(read), await store.last_looks(read))


async def is_due(db: Database, caller: Caller, depth: str, after: timedelta) -> bool:
    """Whether nobody has looked for so long."""
    async with db.read(caller) as read:
        last = (await store.last_looks(read)).get(depth)
        return last is None or last < read.now - after


async def tenants(db: Database) -> list[Caller]:
    """Whoever has published something."""
    async with db.read(Caller(tenant=EVERY_TENANT)) as read:
        return [Caller(tenant=TenantId(tenant)) for tenant in await courses.list_tenants(read)]
