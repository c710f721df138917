"""Documents as they were put together last in a locale, and what each object of the course says now."""

from uuid import UUID

import msgspec
from sqlalchemy import String, and_, case, cast, delete, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.made import MadeDocument, SaidObject
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import made, segments, units

_MARKS = msgspec.json.Decoder(dict[UUID, str])


async def load_made(read: ReadSession, course: UUID, locale: str) -> MadeDocument | None:
    row = await read.one(select(made).where(made.c.course == course, made.c.locale == locale))
    if row is None:
        return None
    return MadeDocument(row.document_key, row.document_checksum, _MARKS.decode(row.marks))


async def save_made(work: UnitOfWork, course: UUID, locale: str, now: MadeDocument) -> None:
    row = {
        "tenant_id": work.tenant,
        "course": course,
        "locale": locale,
        "document_key": now.key,
        "document_checksum": now.checksum,
        "marks": msgspec.json.encode(now.marks).decode(),
    }
    statement = insert(made).values(row)
    changed = ("document_key", "document_checksum", "marks")
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "course", "locale"],
            set_={name: statement.excluded[name] for name in changed},
        )
    )


async def forget_made(work: UnitOfWork, course: UUID, locale: str) -> None:
    """The next document is put together from nothing."""
    await work.run(delete(made).where(made.c.course == course, made.c.locale == locale))


async def said(read: ReadSession, course: UUID, locale: str, least: State) -> list[SaidObject]:
    """Reckoned where the rows are, so that of a large course little is brought here.

    Each unit is looked up by its segment: PostgreSQL may know nothing of a table that was just filled, and
    then joins row against row.
    """
    unit = (
        select(units)
        .where(units.c.segment == segments.c.id, units.c.locale == locale)
        .limit(1)
        .lateral("unit")
    )
    counts = and_(unit.c.source == segments.c.checksum, unit.c.state >= int(least))
    by_machine = and_(
        unit.c.origin == Origin.MACHINE.value, unit.c.state < int(State.REVIEWED), unit.c.by.is_(None)
    )
    target = func.coalesce(case((by_machine, "machine"), else_="") + func.md5(unit.c.target), "")
    each = cast(segments.c.id, String) + target
    whole = func.md5(
        func.string_agg(each, aggregate_order_by(literal(","), segments.c.position, segments.c.id))
    )
    rows = await read.all(
        select(
            segments.c.object,
            whole.label("mark"),
            func.count(segments.c.id).label("segments"),
            func.count(unit.c.id).label("reached"),
        )
        .outerjoin(unit, counts)
        .where(segments.c.course == course, is_wanted(locale))
        .group_by(segments.c.object)
    )
    return [SaidObject(row.object, row.mark, row.segments, row.reached) for row in rows]
