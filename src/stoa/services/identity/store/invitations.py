"""Invitations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.invitation import Invitation
from stoa.services.identity.tables import invitations


async def replace_invitations(work: UnitOfWork, new: Iterable[Invitation]) -> None:
    """Earlier links of the same people are good no more."""
    made = list(new)
    await work.run(
        delete(invitations).where(
            invitations.c.person_id.in_([each.person for each in made]), invitations.c.used_at.is_(None)
        )
    )
    rows = [
        {
            "tenant_id": work.tenant,
            "id": each.id,
            "person_id": each.person,
            "secret_sum": each.secret_sum,
            "created_at": each.created_at,
            "used_at": each.used_at,
        }
        for each in made
    ]
    await work.run(insert(invitations), rows)


async def load_invitation(read: ReadSession, invitation: UUID) -> Invitation | None:
    row = await read.one(select(invitations).where(invitations.c.id == invitation))
    return _invitation(row) if row else None


async def lock_invitation(work: UnitOfWork, invitation: UUID) -> Invitation | None:
    row = await work.one(select(invitations).where(invitations.c.id == invitation).with_for_update())
    return _invitation(row) if row else None


async def use_invitation(work: UnitOfWork, invitation: UUID, now: datetime) -> None:
    await work.run(update(invitations).where(invitations.c.id == invitation).values(used_at=now))


async def void_invitations(work: UnitOfWork, person: PersonId) -> None:
    await work.run(
        delete(invitations).where(invitations.c.person_id == person, invitations.c.used_at.is_(None))
    )


async def sweep_invitations(work: UnitOfWork, before: datetime) -> int:
    return await work.run(delete(invitations).where(invitations.c.created_at < before))


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        person=row.person_id,
        secret_sum=row.secret_sum,
        created_at=row.created_at,
        used_at=row.used_at,
    )
