"""What was before with units that wait, as rows of the queue say it: one statement for a page of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import cast, select
from sqlalchemy.dialects.postgresql import JSON

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.task import Remarks
from stoa.services.localization.domain.unit import State
from stoa.services.localization.tables import changes, segments, units


async def remarks_of(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, Remarks]:
    """By unit."""
    entry = cast(changes.c.entry, JSON)
    stood = (
        select(entry["source"].as_string())
        .where(changes.c.unit == units.c.id, entry["state"].as_integer() >= int(State.TRANSLATED))
        .order_by(changes.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = await read.all(
        select(units.c.id, (stood != segments.c.checksum).label("stale"))
        .join(segments, segments.c.id == units.c.segment)
        .where(among(units.c.id, wanted))
    )
    return {row.id: Remarks(stale=bool(row.stale)) for row in rows}
