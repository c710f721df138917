"""What the memory's offers were made for."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.store.coding import coded_from
from stoa.services.localization.tables import memory


async def sources_of(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, CodedText]:
    """By id of the memory's unit; those that are not forgotten."""
    if not wanted:
        return {}
    rows = await read.all(
        select(memory.c.id, memory.c.source, memory.c.codes).where(among(memory.c.id, wanted))
    )
    return {row.id: coded_from(row.source, row.codes) for row in rows}
