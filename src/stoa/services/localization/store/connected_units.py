"""What is remembered of units of a connection between two passes, and what stands here of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.file import WEBLATE, Outcome
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.sync.kept import KeptUnit, Question
from stoa.services.localization.domain.sync.overwritten import Written
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.store.segments import segment_from
from stoa.services.localization.store.units import unit_from
from stoa.services.localization.tables import connected_units, file_entries, files, segments, units

_AT_ONCE = 1_000
REPLACED = "replaced"
"""What became of a question that newer words took the place of."""


async def load_kept(read: ReadSession, connection: UUID) -> dict[str, dict[str, KeptUnit]]:
    """By locale and segment, as the other side calls it."""
    entry = and_(
        file_entries.c.file == connected_units.c.file, file_entries.c.number == connected_units.c.number
    )
    rows = await read.all(
        select(connected_units, file_entries.c.settled, file_entries.c.outcome)
        .outerjoin(file_entries, entry)
        .where(connected_units.c.connection == connection)
    )
    found: dict[str, dict[str, KeptUnit]] = {}
    for row in rows:
        found.setdefault(row.locale, {})[str(row.segment)] = _kept(row)
    return found


async def save_kept(work: UnitOfWork, connection: UUID, locale: str, kept: Mapping[str, KeptUnit]) -> None:
    """Those units; what is remembered of others stays."""
    rows = [_row(work.tenant, connection, locale, segment, one) for segment, one in kept.items()]
    for at in range(0, len(rows), _AT_ONCE):
        statement = insert(connected_units)
        columns = ("base", "written", "told", "file", "number")
        upsert = statement.on_conflict_do_update(
            index_elements=["tenant_id", "connection", "locale", "segment"],
            set_={name: statement.excluded[name] for name in columns},
        )
        await work.run(upsert, rows[at : at + _AT_ONCE])


async def forget_kept(work: UnitOfWork, connection: UUID, locale: str, gone: Sequence[str]) -> None:
    for at in range(0, len(gone), _AT_ONCE):
        await work.run(
            delete(connected_units).where(
                connected_units.c.connection == connection,
                connected_units.c.locale == locale,
                connected_units.c.segment.in_([UUID(one) for one in gone[at : at + _AT_ONCE]]),
            )
        )


async def replace_questions(work: UnitOfWork, questions: Sequence[Question]) -> None:
    """Nobody decides about words that are no longer those of the other side."""
    for one in questions:
        of = file_entries.c.file == one.file, file_entries.c.number == one.number
        await work.run(
            update(file_entries).where(*of, file_entries.c.settled.is_(None)).values(settled=REPLACED)
        )


async def present_segments(read: ReadSession, course: UUID) -> list[Segment]:
    rows = await read.all(
        select(segments).where(segments.c.course == course, segments.c.present).order_by(segments.c.id)
    )
    return [segment_from(row) for row in rows]


async def known_segments(read: ReadSession, course: UUID) -> set[str]:
    """Of now and of earlier revisions."""
    rows = await read.all(select(segments.c.id).where(segments.c.course == course))
    return {str(row.id) for row in rows}


async def units_by_segment(read: ReadSession, course: UUID, locale: str) -> dict[str, Unit]:
    """Of all segments, also those that are no longer there."""
    rows = await read.all(select(units).where(units.c.course == course, units.c.locale == locale))
    return {str(row.segment): unit_from(row) for row in rows}


async def count_open(read: ReadSession, course: UUID) -> dict[str, tuple[UUID, int]]:
    """By locale: the newest file with conflicts that wait for a person, and how many do in all."""
    rows = await read.all(
        select(files.c.locale, file_entries.c.file)
        .join(files, files.c.id == file_entries.c.file)
        .where(
            files.c.course == course,
            files.c.key.startswith(WEBLATE),
            file_entries.c.outcome == Outcome.CONFLICT.value,
            file_entries.c.settled.is_(None),
        )
        .order_by(files.c.at)
    )
    found: dict[str, tuple[UUID, int]] = {}
    for row in rows:
        found[row.locale] = (row.file, found.get(row.locale, (row.file, 0))[1] + 1)
    return found


def _row(tenant: UUID, connection: UUID, locale: str, segment: str, one: KeptUnit) -> dict[str, Any]:
    question = one.question
    return {
        "tenant_id": tenant,
        "connection": connection,
        "locale": locale,
        "segment": UUID(segment),
        "base": msgspec.to_builtins(one.base),
        "written": msgspec.to_builtins(one.written),
        "told": msgspec.to_builtins(question.theirs) if question else None,
        "file": question.file if question else None,
        "number": question.number if question else None,
    }


def _kept(row: Row[Any]) -> KeptUnit:
    question = None
    if row.told is not None:
        question = Question(
            theirs=msgspec.convert(row.told, Stand),
            file=row.file,
            number=row.number,
            refused=row.outcome == Outcome.REFUSED.value,
            settled=row.settled,
        )
    base = msgspec.convert(row.base, Stand) if row.base is not None else None
    written = msgspec.convert(row.written, Written) if row.written is not None else None
    return KeptUnit(base, question, written)
