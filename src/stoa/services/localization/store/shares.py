"""What a person has had machines asked: written before they are asked."""

from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from stoa.runtime.db import UnitOfWork
from stoa.services.localization.domain.on_request import WINDOW
from stoa.services.localization.tables import shares


async def spent_by(work: UnitOfWork, person: UUID) -> int:
    """Characters within the window. Until the end of the transaction nobody else spends for the person."""
    await work.lock(f"on_request {person}")
    await work.run(delete(shares).where(shares.c.person == person, shares.c.at <= work.now - WINDOW))
    mine = select(func.coalesce(func.sum(shares.c.characters), 0)).where(shares.c.person == person)
    return int(await work.value(mine))


async def forget_past(work: UnitOfWork) -> None:
    """Of everybody: what counts no longer says who read what."""
    await work.run(delete(shares).where(shares.c.at <= work.now - WINDOW))


async def spend(work: UnitOfWork, share: UUID, person: UUID, characters: int) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": share,
        "person": person,
        "characters": characters,
        "at": work.now,
    }
    await work.run(insert(shares).values(row))


async def give_back(work: UnitOfWork, share: UUID, characters: int) -> None:
    less = {"characters": shares.c.characters - characters}
    await work.run(update(shares).where(shares.c.id == share).values(less))
