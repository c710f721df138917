"""A session that tells far more than a person can do is told of."""

from stoa.contracts.adaptive import FloodNoticed
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database


async def notice_flood(db: Database, caller: Caller, flood: FloodNoticed) -> None:
    async with db.work(caller) as work:
        work.record(flood)
