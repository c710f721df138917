"""Translators' files on their way in, and what is told of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.file import File, FileCount, FileEntry, Outcome
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.tables import file_entries, files


async def add(work: UnitOfWork, file: File) -> None:
    row = {name: getattr(file, name) for name in File.__dataclass_fields__}
    await work.run(insert(files), {"tenant_id": work.tenant, **row})


async def load(read: ReadSession, about: UUID, *, lock: bool = False) -> File:
    """Raises NotFound."""
    statement = select(files).where(files.c.id == about)
    row = await read.one(statement.with_for_update() if lock else statement)
    if row is None:
        raise NotFound("file.unknown")
    return _file(row)


async def list_files(read: ReadSession, course: UUID | None, locale: str | None, most: int) -> Sequence[File]:
    """Of the memory, or of a course in a locale; the newest first."""
    of = files.c.course.is_(None) if course is None else files.c.course == course
    statement = select(files).where(of).order_by(files.c.at.desc()).limit(most)
    rows = await read.all(statement if locale is None else statement.where(files.c.locale == locale))
    return [_file(row) for row in rows]


async def begin(work: UnitOfWork, about: UUID, total: int) -> None:
    await work.run(update(files).where(files.c.id == about).values(state="reading", total=total, code=None))


async def hold(work: UnitOfWork, file: File) -> bool:
    """Whether nobody else has gone on with it; it is held until the end of the transaction."""
    held = select(files.c.id).where(files.c.id == file.id, files.c.done == file.done)
    still = held.where(files.c.finished_at.is_(None)).with_for_update()
    return await work.one(still) is not None


async def go_on(work: UnitOfWork, about: UUID, done: int, counts: Sequence[FileCount]) -> None:
    told = msgspec.to_builtins(counts)
    await work.run(update(files).where(files.c.id == about).values(done=done, counts=told))


async def end(work: UnitOfWork, about: UUID, state: str, code: str | None, data: dict[str, Any]) -> None:
    values = {"state": state, "code": code, "data": data, "finished_at": work.now}
    await work.run(update(files).where(files.c.id == about).values(**values))


async def end_open(work: UnitOfWork, key: str) -> None:
    """What a dead pass had begun to tell: what it told stands."""
    of = files.c.key == key, files.c.finished_at.is_(None)
    await work.run(update(files).where(*of).values(state="done", finished_at=work.now))


async def begin_leaving(work: UnitOfWork, about: UUID, total: int, by: UUID) -> None:
    """What it brought leaves the memory. total: units of it."""
    values = {"state": "leaving", "done": 0, "total": total, "finished_at": None}
    told = {"taken_back_at": work.now, "taken_back_by": by}
    await work.run(update(files).where(files.c.id == about).values(**values, **told))


async def tell_trouble(work: UnitOfWork, about: UUID, code: str) -> None:
    """It is tried again by itself."""
    await work.run(update(files).where(files.c.id == about).values(state="failed", code=code))


async def add_entries(work: UnitOfWork, about: UUID, entries: Sequence[FileEntry]) -> None:
    """Numbered by whoever calls."""
    rows = [
        {
            "tenant_id": work.tenant,
            "file": about,
            "number": one.number,
            "outcome": one.outcome.value,
            "line": one.line,
            "source_locale": one.pair.source,
            "target_locale": one.pair.target,
            "source": one.source,
            "target": one.target,
            "unit": one.unit,
            "code": one.code,
            "data": one.data,
        }
        for one in entries
    ]
    await work.run(insert(file_entries), rows)


async def page_of_entries(
    read: ReadSession, about: UUID, outcome: Outcome | None, after: int, most: int
) -> list[FileEntry]:
    """In the order of the file. after: number of the last one seen."""
    statement = select(file_entries).where(file_entries.c.file == about, file_entries.c.number > after)
    if outcome is not None:
        statement = statement.where(file_entries.c.outcome == outcome.value)
    return [_entry(row) for row in await read.all(statement.order_by(file_entries.c.number).limit(most))]


async def load_entry(read: ReadSession, about: UUID, number: int) -> FileEntry | None:
    row = await read.one(
        select(file_entries).where(file_entries.c.file == about, file_entries.c.number == number)
    )
    return None if row is None else _entry(row)


async def settle_entry(work: UnitOfWork, about: UUID, number: int, settled: str) -> bool:
    """Whether it was open still."""
    of = file_entries.c.file == about, file_entries.c.number == number, file_entries.c.settled.is_(None)
    return await work.run(update(file_entries).where(*of).values(settled=settled)) > 0


def _file(row: Row[Any]) -> File:
    values = {name: getattr(row, name) for name in File.__dataclass_fields__ if name != "counts"}
    return File(**values, counts=msgspec.convert(row.counts, list[FileCount]))


def _entry(row: Row[Any]) -> FileEntry:
    return FileEntry(
        outcome=Outcome(row.outcome),
        line=row.line,
        pair=LocalePair(row.source_locale, row.target_locale),
        code=row.code,
        data=row.data,
        source=row.source,
        target=row.target,
        unit=row.unit,
        number=row.number,
        settled=row.settled,
    )
