"""What is not as it should be, as it was found last."""

from dataclasses import dataclass
from datetime import datetime

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.findings import Finding
from stoa.services.localization.store import findings as store


@dataclass(frozen=True, slots=True)
class Findings:
    """The oldest first. looks: when it was looked last, by how closely: glance, closely."""

    found: list[Finding]
    looks: dict[str, datetime]


async def see_findings(db: Database, caller: Caller) -> Findings:
    async with db.read(caller) as read:
        return Findings(await store.list_findings(read), await store.last_looks(read))
