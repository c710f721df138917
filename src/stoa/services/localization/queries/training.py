"""What a machine may learn from: the memory of a tenant between two locales."""

from datetime import datetime
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.store import memory

_AT_ONCE = 5_000


async def learnt_pairs(db: Database, caller: Caller, pair: LocalePair) -> list[tuple[str, str]]:
    """Source and target with their marks, the same ones once, in the order they were learnt."""
    seen: tuple[datetime, UUID] | None = None
    found: dict[tuple[str, str], None] = {}
    while True:
        async with db.read(caller) as read:
            page = await memory.changed_after(read, pair, seen, _AT_ONCE)
        for at, one in page:
            seen = (at, one.id)
            found[one.source.text, one.target.text] = None
        if len(page) < _AT_ONCE:
            return list(found)
