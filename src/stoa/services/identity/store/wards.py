"""Guardians and those in their care."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, select, tuple_

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.identity.tables import wards

Pair = tuple[PersonId, PersonId]
"""A guardian and a ward."""


def wards_of(guardian: PersonId) -> Select[tuple[UUID]]:
    return select(wards.c.person_id).where(wards.c.guardian_id == guardian)


async def wards_of_guardians(
    read: ReadSession, guardians: Collection[PersonId]
) -> dict[PersonId, frozenset[PersonId]]:
    """For each of them, also who has none."""
    rows = await read.all(select(wards).where(among(wards.c.guardian_id, guardians))) if guardians else []
    found: dict[PersonId, set[PersonId]] = {one: set() for one in guardians}
    for row in rows:
        found[row.guardian_id].add(row.person_id)
    return {guardian: frozenset(held) for guardian, held in found.items()}


async def guardians_of(read: ReadSession, person: PersonId) -> list[PersonId]:
    rows = await read.all(select(wards.c.guardian_id).where(wards.c.person_id == person))
    return [row.guardian_id for row in rows]


async def most_guardians(read: ReadSession, people: Collection[PersonId]) -> int:
    """Of whichever of the people has most of them."""
    counted = (
        select(func.count().label("guardians"))
        .where(among(wards.c.person_id, people))
        .group_by(wards.c.person_id)
        .subquery()
    )
    return int(await read.value(select(func.max(counted.c.guardians))) or 0) if people else 0


async def save_wards(work: UnitOfWork, coming: Iterable[Pair], gone: Collection[Pair]) -> None:
    if gone:
        pair = tuple_(wards.c.guardian_id, wards.c.person_id)
        await work.run(delete(wards).where(pair.in_(list(gone))))
    rows = [
        {"tenant_id": work.tenant, "guardian_id": guardian, "person_id": ward} for guardian, ward in coming
    ]
    await work.run(insert(wards), rows)
