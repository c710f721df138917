"""Which tenant a request belongs to."""

from time import monotonic

from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.surroundings import TenantCard, TenantOf
from stoa.services.identity import store

_FRESH_S = 30.0
_MOST_HOSTS = 1000


def tenant_of_host(db: Database) -> TenantOf:
    """Remembers each answer for half a minute; a stranger who makes up hosts fills no memory."""
    known: dict[str, tuple[float, TenantCard | None]] = {}

    async def resolve(host: str) -> TenantCard | None:
        found = known.get(host)
        if found is not None and found[0] > monotonic():
            return found[1]
        async with db.read(Caller(tenant=EVERY_TENANT)) as read:
            card = await store.tenants.card_of_host(read, host)
        if len(known) >= _MOST_HOSTS:
            known.clear()
        if card is not None:
            known[host] = (monotonic() + _FRESH_S, card)
        return card

    return resolve
