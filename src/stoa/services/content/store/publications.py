"""What was asked of delivery, and what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.content.tables import publications


@dataclass(frozen=True, slots=True)
class Publication:
    """state: requested, active or failed. version: that delivery gave it."""

    id: UUID
    revision: int
    locale: str
    state: str
    version: int | None
    code: str | None
    at: datetime
    by: UUID | None


async def add(
    work: UnitOfWork, about: UUID, course: UUID, revision: int, locale: str, by: UUID | None
) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": about,
        "course": course,
        "revision": revision,
        "locale": locale,
        "state": "requested",
        "at": work.now,
        "by": by,
    }
    await work.run(insert(publications), row)


async def activated(
    work: UnitOfWork, course: UUID, revision: int, locale: str, version: int, activation: int
) -> None:
    """Of all requests for the revision; a late fact changes nothing."""
    await work.run(
        update(publications)
        .where(
            publications.c.course == course,
            publications.c.revision == revision,
            publications.c.locale == locale,
            publications.c.activation < activation,
        )
        .values(state="active", version=version, activation=activation, code=None)
    )


async def failed(work: UnitOfWork, about: UUID, code: str) -> None:
    await work.run(
        update(publications)
        .where(publications.c.id == about, publications.c.state != "active")
        .values(state="failed", code=code)
    )


async def listed(read: ReadSession, course: UUID, size: int) -> Sequence[Publication]:
    statement = select(publications).where(publications.c.course == course)
    rows = await read.all(statement.order_by(publications.c.at.desc()).limit(size))
    names = Publication.__dataclass_fields__
    return [Publication(**{name: getattr(row, name) for name in names}) for row in rows]
