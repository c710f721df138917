"""What localization does again and again."""

from datetime import timedelta

from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.localization.commands import bulk, on_request
from stoa.services.localization.commands.calibrating import calibrate
from stoa.services.localization.commands.looking import AT_A_GLANCE, CLOSELY, look, look_closely
from stoa.services.localization.commands.passes import wake_due
from stoa.services.localization.queries.findings import is_due, tenants
from stoa.services.localization.queries.measures import measure

_SOON, _DAILY = timedelta(minutes=4), timedelta(hours=24)
"""Several processes have the same jobs, and one that is started anew knows nothing of the looks before."""


async def look_around(db: Database) -> None:
    """Of every tenant: what is not as it should be, and how translation fares."""
    callers = await tenants(db)
    for caller in callers:
        if await is_due(db, caller, AT_A_GLANCE, _SOON):
            await look(db, caller)
    await measure(db, callers)


async def look_into_everything(db: Database, objects: Objects) -> None:
    """Logs and documents of every tenant, once a day."""
    for caller in await tenants(db):
        if await is_due(db, caller, CLOSELY, _DAILY):
            await look_closely(db, objects, caller)


async def keep_in_step(db: Database) -> None:
    """Connections of every tenant whose next look is due."""
    for caller in await tenants(db):
        await wake_due(db, caller)


async def thin_bulks(db: Database) -> None:
    """Units of words about many, of every tenant."""
    for caller in await tenants(db):
        await bulk.thin_bulks(db, caller)


async def forget_shares(db: Database) -> None:
    """What counts no longer of what people had machines asked, of every tenant."""
    for caller in await tenants(db):
        await on_request.forget_shares(db, caller)


async def fit_chances(db: Database) -> None:
    """Of every tenant, between locales where people accepted enough since the last time."""
    for caller in await tenants(db):
        await calibrate(db, caller)
