"""The log of units. It is only ever appended to, by who holds the edition: PostgreSQL refuses the rest."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import insert_rows
from stoa.services.localization.domain.chain import Change, Entry, sealed
from stoa.services.localization.store.units import save_units
from stoa.services.localization.tables import changes, locales


async def append(work: UnitOfWork, course: UUID, locale: str, made: Sequence[Change]) -> None:
    """The units as they are now, and the entries that say so. The edition is locked by whoever calls."""
    if not made:
        return
    head = await work.one(
        select(locales.c.logged, locales.c.seal).where(locales.c.course == course, locales.c.locale == locale)
    )
    assert head is not None
    entries = sealed(head.logged, head.seal, made)
    await save_units(work, [change.unit for change in made])
    rows = [
        {
            "tenant_id": work.tenant,
            "course": course,
            "locale": locale,
            "number": entry.number,
            "unit": change.unit.id,
            "version": change.unit.version,
            "entry": entry.said,
            "previous": entry.previous,
            "seal": entry.seal,
            "at": work.now,
            "action": change.action,
            "seconds": change.seconds,
            "distance": change.distance,
        }
        for entry, change in zip(entries, made, strict=True)
    ]
    await work.put(insert_rows(changes, *rows[0]), rows)
    await work.run(
        update(locales)
        .where(locales.c.course == course, locales.c.locale == locale)
        .values(logged=entries[-1].number, seal=entries[-1].seal, change=locales.c.change + 1)
    )


async def head_of(read: ReadSession, course: UUID, locale: str) -> tuple[int, str]:
    """Number and seal of the last entry, as they were noted beside the log."""
    row = await read.one(
        select(locales.c.logged, locales.c.seal).where(locales.c.course == course, locales.c.locale == locale)
    )
    return (row.logged, row.seal) if row else (0, "")


async def entries_after(read: ReadSession, course: UUID, locale: str, number: int, most: int) -> list[Entry]:
    rows = await read.all(
        select(changes)
        .where(changes.c.course == course, changes.c.locale == locale, changes.c.number > number)
        .order_by(changes.c.number)
        .limit(most)
    )
    return [Entry(row.number, row.entry, row.previous, row.seal) for row in rows]


async def entries_of_unit(read: ReadSession, unit: UUID) -> list[Entry]:
    """Its history, the oldest first."""
    rows = await read.all(select(changes).where(changes.c.unit == unit).order_by(changes.c.number))
    return [Entry(row.number, row.entry, row.previous, row.seal) for row in rows]
