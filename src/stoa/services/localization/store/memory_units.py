"""Units of the memory that people look up, correct, remove and bring back, and what is told of that."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.concordance import LOOKED_THROUGH
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory_unit import (
    FoundUnits,
    MemoryChange,
    MemoryDeed,
    MemoryUnit,
    SoughtUnits,
)
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.store.coding import coded_from
from stoa.services.localization.store.concordance import has_words
from stoa.services.localization.tables import courses, files, memory, memory_changes, units

_SHOWN = 50


async def find(read: ReadSession, sought: SoughtUnits, *, most: int, offset: int) -> FoundUnits:
    """The newest first. Words are looked for in so many of the newest alone. Raises Invalid."""
    pattern = sought.pattern
    looked = _newest(sought).limit(LOOKED_THROUGH).subquery("looked")
    wanted = [] if pattern is None else [has_words(pattern, looked.c.source, looked.c.target)]
    rows = await read.all(
        _told(looked)
        .where(*wanted)
        .order_by(looked.c.changed_at.desc(), looked.c.id.desc())
        .limit(most + 1)
        .offset(offset)
    )
    older = _newest(sought).with_only_columns(memory.c.id).offset(LOOKED_THROUGH).limit(1)
    more = len(rows) > most
    return FoundUnits([_unit(row) for row in rows[:most]], more, more or await read.value(older) is None)


async def load(read: ReadSession, unit: UUID, *, lock: bool = False) -> MemoryUnit | None:
    """Also one that is removed."""
    if lock:
        await read.value(select(memory.c.id).where(memory.c.id == unit).with_for_update())
    looked = select(memory).where(memory.c.id == unit).subquery("looked")
    row = await read.one(_told(looked))
    return None if row is None else _unit(row)


async def correct(work: UnitOfWork, unit: MemoryUnit, target: str, by: UUID) -> None:
    values = {"target": target, "origin": Origin.PERSON.value, "by": by, "changed_at": work.now}
    await work.run(update(memory).where(memory.c.id == unit.id).values(**values))
    await _tell(work, unit, MemoryDeed.CORRECTED, by)


async def set_removed(work: UnitOfWork, unit: MemoryUnit, by: UUID, *, removed: bool) -> None:
    """Its place stays taken, so that the index hears of it and it can be brought back."""
    values: dict[str, Any] = {"removed": removed, "changed_at": work.now}
    if not removed:
        # It does not leave again with a file that is just being taken back.
        values["by"] = by
    await work.run(update(memory).where(memory.c.id == unit.id).values(**values))
    await _tell(work, unit, MemoryDeed.REMOVED if removed else MemoryDeed.RESTORED, by)


async def changes_of(read: ReadSession, unit: UUID) -> list[MemoryChange]:
    """The newest first."""
    rows = await read.all(
        select(memory_changes)
        .where(memory_changes.c.unit == unit)
        .order_by(memory_changes.c.id.desc())
        .limit(_SHOWN)
    )
    return [MemoryChange(row.id, row.unit, MemoryDeed(row.deed), row.target, row.by, row.at) for row in rows]


async def count_of_file(read: ReadSession, file: UUID) -> int:
    """Units that leave the memory with the file."""
    return int(await read.value(select(func.count()).select_from(memory).where(*_of_file(file))))


async def remove_of_file(work: UnitOfWork, file: UUID, most: int) -> dict[LocalePair, list[UUID]]:
    """Some of them, now removed. What people corrected is theirs, and stays."""
    some = select(memory.c.id).where(*_of_file(file)).limit(most).scalar_subquery()
    rows = await work.all(
        update(memory)
        .where(memory.c.id.in_(some))
        .values(removed=True, changed_at=work.now)
        .returning(memory.c.id, memory.c.source_locale, memory.c.target_locale)
    )
    gone: dict[LocalePair, list[UUID]] = {}
    for row in rows:
        gone.setdefault(LocalePair(row.source_locale, row.target_locale), []).append(row.id)
    return gone


def _of_file(file: UUID) -> Sequence[ColumnElement[bool]]:
    return memory.c.file == file, ~memory.c.removed, memory.c.by.is_(None)


def _newest(sought: SoughtUnits) -> Select[Any]:
    statement = select(memory).where(
        memory.c.source_locale == sought.pair.source,
        memory.c.target_locale == sought.pair.target,
        ~memory.c.removed,
    )
    if sought.scope is not None:
        statement = statement.where(memory.c.scope == sought.scope)
    if sought.file is not None:
        statement = statement.where(memory.c.file == sought.file)
    return statement.order_by(memory.c.changed_at.desc(), memory.c.id.desc())


def _told(looked: Any) -> Select[Any]:
    return (
        select(looked, courses.c.title.label("course_title"), files.c.name.label("file_name"))
        .outerjoin(units, units.c.id == looked.c.unit)
        .outerjoin(courses, courses.c.course == units.c.course)
        .outerjoin(files, files.c.id == looked.c.file)
    )


async def _tell(work: UnitOfWork, unit: MemoryUnit, deed: MemoryDeed, by: UUID) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": new_id(),
        "unit": unit.id,
        "deed": deed.value,
        "target": unit.target.text,
        "by": by,
        "at": work.now,
    }
    await work.run(insert(memory_changes), row)


def _unit(row: Row[Any]) -> MemoryUnit:
    source = coded_from(row.source, row.codes)
    return MemoryUnit(
        id=row.id,
        pair=LocalePair(row.source_locale, row.target_locale),
        scope=row.scope,
        source=source,
        target=CodedText(row.target, source.codes),
        origin=row.origin,
        unit=row.unit,
        by=row.by,
        file=row.file,
        removed=row.removed,
        changed_at=row.changed_at,
        course=row.course_title or "",
        file_name=row.file_name or "",
    )
