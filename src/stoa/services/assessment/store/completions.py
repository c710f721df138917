"""Objects that learners have completed, as tracking tells them. What was completed once stays in here."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.assessment.domain.item_set import ItemSet
from stoa.services.assessment.tables import completions


async def save_completion(work: UnitOfWork, registration: UUID, thing: UUID) -> None:
    row = {"tenant_id": work.tenant, "registration": registration, "object": thing}
    await work.run(insert(completions).values(row).on_conflict_do_nothing())


async def is_open(read: ReadSession, registration: UUID, item_set: ItemSet) -> bool:
    """Asks nothing for a set that waits for nothing."""
    if not item_set.needs:
        return True
    asked = {item_set.id, *item_set.needs, *([item_set.film] if item_set.film else [])}
    of = completions.c.registration == registration, among(completions.c.object, asked)
    rows = await read.all(select(completions.c.object).where(*of))
    return item_set.is_open({row.object for row in rows})
