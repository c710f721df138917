"""What was told of items last."""

from collections.abc import Collection
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.adaptive.domain.calibration import UNKNOWN, Calibration
from stoa.services.adaptive.tables import calibrations

_DECODER = msgspec.json.Decoder(Calibration)


async def lock(work: UnitOfWork, items: Collection[UUID]) -> dict[UUID, Calibration]:
    """Nobody else calibrates meanwhile."""
    await work.lock("calibrations")
    wanted = select(calibrations.c.item, calibrations.c.data).where(calibrations.c.item.in_(list(items)))
    found = {row.item: _DECODER.decode(row.data) for row in await work.all(wanted)}
    return {item: found.get(item, UNKNOWN) for item in items}


async def save(work: UnitOfWork, item: UUID, calibration: Calibration) -> None:
    statement = insert(calibrations).values(
        tenant_id=work.tenant, item=item, data=msgspec.json.encode(calibration), told_at=work.now
    )
    changed = {"data": statement.excluded.data, "told_at": statement.excluded.told_at}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "item"], set_=changed))
