"""Objects that learners have completed, as tracking tells them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.assessment.tables import completions


async def save_completion(work: UnitOfWork, registration: UUID, thing: UUID) -> None:
    row = {"tenant_id": work.tenant, "registration": registration, "object": thing}
    await work.run(insert(completions).values(row).on_conflict_do_nothing())


async def has_all(read: ReadSession, registration: UUID, things: Collection[UUID]) -> bool:
    """Asks nothing where there is nothing to have."""
    if not things:
        return True
    of = completions.c.registration == registration, among(completions.c.object, things)
    had: int = await read.value(select(func.count()).select_from(completions).where(*of))
    return had == len(things)
