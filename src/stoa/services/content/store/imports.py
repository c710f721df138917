"""Imports: their progress and their reports."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.report import Element, Outcome
from stoa.services.content.tables import elements, imports

_AT_ONCE = 1_000


def _import(row: Row[Any]) -> Import:
    return Import(**{name: getattr(row, name) for name in Import.__dataclass_fields__})


async def add(
    work: UnitOfWork, about: UUID, course: UUID | None, file_name: str, size: int, key: str, by: UUID
) -> None:
    row: dict[str, Any] = {
        "tenant_id": work.tenant,
        "id": about,
        "course": course,
        "file_name": file_name,
        "size": size,
        "key": key,
        "state": "waiting",
        "data": {},
        "faults": [],
        "at": work.now,
        "by": by,
    }
    await work.run(insert(imports), row)


async def load(read: ReadSession, about: UUID) -> Import:
    """Raises NotFound."""
    row = await read.one(select(imports).where(imports.c.id == about))
    if row is None:
        raise NotFound("content.import.missing")
    return _import(row)


async def listed(read: ReadSession, size: int, course: UUID | None = None) -> Sequence[Import]:
    statement = select(imports)
    if course is not None:
        statement = statement.where(imports.c.course == course)
    return [_import(row) for row in await read.all(statement.order_by(imports.c.at.desc()).limit(size))]


async def last_of(read: ReadSession, course: UUID) -> Import | None:
    """The last that made or confirmed a revision of the course."""
    statement = select(imports).where(imports.c.course == course, imports.c.state == "done")
    row = await read.one(statement.order_by(imports.c.at.desc()).limit(1))
    return None if row is None else _import(row)


async def set_state(work: UnitOfWork, about: UUID, **values: Any) -> None:
    await work.run(update(imports).where(imports.c.id == about).values(**values))


async def save_elements(work: UnitOfWork, about: UUID, report: Sequence[Element]) -> None:
    for start in range(0, len(report), _AT_ONCE):
        rows = [
            {
                "tenant_id": work.tenant,
                "import_id": about,
                "number": start + number,
                "place": element.where,
                "kind": element.kind,
                "title": element.title,
                "outcome": element.outcome,
                "reason": element.reason,
                "data": element.data,
                "about": element.about,
            }
            for number, element in enumerate(report[start : start + _AT_ONCE])
        ]
        await work.run(insert(elements), rows)


async def element_page(
    read: ReadSession, about: UUID, outcome: str | None, reason: str | None, size: int, after: int
) -> list[tuple[int, Element]]:
    """With their numbers, from the cursor on."""
    statement = select(elements).where(elements.c.import_id == about, elements.c.number > after)
    if outcome:
        statement = statement.where(elements.c.outcome == outcome)
    if reason:
        statement = statement.where(elements.c.reason == reason)
    rows = await read.all(statement.order_by(elements.c.number).limit(size))
    return [
        (
            row.number,
            Element(row.place, row.kind, row.title, Outcome(row.outcome), row.reason, row.data, row.about),
        )
        for row in rows
    ]


async def reasons(read: ReadSession, about: UUID) -> Mapping[str, int]:
    """How often each was given."""
    statement = (
        select(elements.c.reason, func.count().label("given"))
        .where(elements.c.import_id == about, elements.c.reason.is_not(None))
        .group_by(elements.c.reason)
        .order_by(func.count().desc())
    )
    return {row.reason: row.given for row in await read.all(statement)}
