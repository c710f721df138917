"""Translation units."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, delete, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, each, insert_rows
from stoa.services.localization.domain.edition import Progress
from stoa.services.localization.domain.estimate import estimate_of
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.unit import State, Unit
from stoa.services.localization.store.segments import is_wanted, segment_from
from stoa.services.localization.tables import courses, locales, post_edits, segments, units

_COLUMNS = (
    "id",
    "segment",
    "course",
    "object",
    "locale",
    "source",
    "target",
    "origin",
    "engine",
    "score",
    "by",
    "version",
    "changed_at",
)


async def save_units(work: UnitOfWork, changed: Sequence[Unit]) -> None:
    rows = [
        {
            "tenant_id": work.tenant,
            **{name: getattr(unit, name) for name in _COLUMNS},
            "state": int(unit.state),
            "checks": list(unit.checks),
            "estimate": None if unit.estimate is None else unit.estimate.kept(),
        }
        for unit in changed
    ]
    written = (*_COLUMNS, "state", "checks", "estimate")
    statement = insert_rows(units, "tenant_id", *written)
    kept = ("id", "segment", "locale")
    upsert = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"],
        set_={name: statement.excluded[name] for name in written if name not in kept},
    )
    await work.put(upsert, rows)


async def remove_units(work: UnitOfWork, wrong: Collection[UUID]) -> None:
    """Units that the log knows nothing of."""
    if wrong:
        await work.run(delete(units).where(among(units.c.id, wrong)))


async def remove_of_locale(work: UnitOfWork, course: UUID, locale: str) -> None:
    """Of a course in a locale that it never was wanted in."""
    await work.run(delete(units).where(units.c.course == course, units.c.locale == locale))


async def load_unit(read: ReadSession, unit: UUID) -> tuple[Unit, Segment] | None:
    row = await read.one(select(units).where(units.c.id == unit))
    if row is None:
        return None
    segment = await read.one(select(segments).where(segments.c.id == row.segment))
    return None if segment is None else (unit_from(row), segment_from(segment))


async def load_units(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, Unit]:
    rows = await read.all(select(units).where(among(units.c.id, wanted)))
    return {row.id: unit_from(row) for row in rows}


async def units_of_objects(
    read: ReadSession, course: UUID, things: Collection[UUID], locale: str
) -> dict[UUID, Unit]:
    """By segment."""
    rows = await read.all(
        select(units).where(units.c.course == course, among(units.c.object, things), units.c.locale == locale)
    )
    return {row.segment: unit_from(row) for row in rows}


async def units_of_edition(read: ReadSession, course: UUID, locale: str) -> dict[UUID, Unit]:
    """By id; those of segments that are gone too."""
    rows = await read.all(select(units).where(units.c.course == course, units.c.locale == locale))
    return {row.id: unit_from(row) for row in rows}


async def present_units(read: ReadSession, course: UUID, locale: str) -> list[Unit]:
    """Those that say, or propose, what a segment of the course says now."""
    rows = await read.all(
        select(units)
        .join(segments, and_(segments.c.id == units.c.segment, segments.c.checksum == units.c.source))
        .where(segments.c.course == course, is_wanted(locale), units.c.locale == locale)
    )
    return [unit_from(row) for row in rows]


async def segments_of_objects(
    read: ReadSession, course: UUID, things: Collection[UUID], locale: str
) -> list[Segment]:
    """Those that are to be said in the locale, object by object, in order."""
    rows = await read.all(
        select(segments)
        .where(segments.c.course == course, among(segments.c.object, things), is_wanted(locale))
        .order_by(segments.c.object, segments.c.position)
    )
    return [segment_from(row) for row in rows]


async def contents_of_objects(read: ReadSession, course: UUID, things: Collection[UUID]) -> dict[UUID, str]:
    """Checksums by segment."""
    rows = await read.all(
        select(segments.c.id, segments.c.checksum).where(
            segments.c.course == course, among(segments.c.object, things), segments.c.present
        )
    )
    return {row.id: row.checksum for row in rows}


async def lacking(read: ReadSession, course: UUID, locale: str) -> list[UUID]:
    """Objects with segments that nobody has looked at in the locale as they are now."""
    seen = and_(
        units.c.segment == segments.c.id, units.c.locale == locale, units.c.source == segments.c.checksum
    )
    rows = await read.all(
        select(segments.c.object)
        .outerjoin(units, seen)
        .where(segments.c.course == course, is_wanted(locale), units.c.id.is_(None))
        .distinct()
    )
    return [row.object for row in rows]


async def targets(
    read: ReadSession, course: UUID, things: Collection[UUID], locale: str, least: State
) -> dict[UUID, str]:
    """By segment of the objects, of those that say the present content and have come so far.

    Put together here: of two tables that have just been filled PostgreSQL may know nothing, and join them
    row against row.
    """
    contents = await contents_of_objects(read, course, things)
    rows = await read.all(
        select(units.c.segment, units.c.source, units.c.target).where(
            units.c.course == course,
            among(units.c.object, things),
            units.c.locale == locale,
            units.c.state >= int(least),
        )
    )
    return {row.segment: row.target for row in rows if contents.get(row.segment) == row.source}


async def written(read: ReadSession, course: UUID, thing: UUID, locale: str) -> dict[UUID, tuple[str, State]]:
    """By segment of the object: what its unit says, or proposes, for the present content."""
    rows = await read.all(
        select(units.c.segment, units.c.target, units.c.state)
        .join(segments, and_(segments.c.id == units.c.segment, segments.c.checksum == units.c.source))
        .where(
            units.c.course == course,
            units.c.object == thing,
            units.c.locale == locale,
            units.c.target != "",
            segments.c.present,
        )
    )
    return {row.segment: (row.target, State(row.state)) for row in rows}


async def left_by_machines(
    read: ReadSession, course: UUID, things: Collection[UUID], locale: str
) -> set[UUID]:
    """Segments of the objects whose target is a machine's that no person has looked at."""
    rows = await read.all(
        select(units.c.segment).where(
            units.c.course == course,
            among(units.c.object, things),
            units.c.locale == locale,
            units.c.origin == Origin.MACHINE.value,
            units.c.state < int(State.REVIEWED),
            units.c.by.is_(None),
        )
    )
    return {row.segment for row in rows}


async def made_by_machines(
    read: ReadSession, pair: LocalePair, checksums: Collection[str], since: datetime | None = None
) -> dict[str, Unit]:
    """What machines have said to the same content in this tenant, by its checksum. since: not before."""
    if not checksums:
        return {}
    wanted = each(units.c.source, checksums)
    rows = await read.all(
        select(units)
        .ext(distinct_on(units.c.source))
        .join(wanted, wanted.c.value == units.c.source)
        .join(courses, courses.c.course == units.c.course)
        .where(
            units.c.locale == pair.target,
            units.c.origin == Origin.MACHINE.value,
            courses.c.locale == pair.source,
            true() if since is None else units.c.changed_at >= since,
        )
        .order_by(units.c.source, units.c.changed_at.desc())
    )
    return {row.source: unit_from(row) for row in rows}


async def progress(read: ReadSession, course: UUID, locale: str | None = None) -> dict[str, Progress]:
    """By locale, of those that are wanted. Counted now; what no longer says the content counts as initial."""
    says = and_(
        units.c.segment == segments.c.id,
        units.c.locale == locales.c.locale,
        units.c.source == segments.c.checksum,
    )
    state = func.coalesce(units.c.state, int(State.INITIAL))
    wanted = [locales.c.course == course, locales.c.active]
    if locale is not None:
        wanted.append(locales.c.locale == locale)
    rows = await read.all(
        select(
            locales.c.locale,
            state.label("state"),
            func.count(segments.c.id).label("present"),
            func.count(post_edits.c.unit).label("queued"),
        )
        .select_from(locales)
        .outerjoin(segments, and_(segments.c.course == locales.c.course, is_wanted(locales.c.locale)))
        .outerjoin(units, says)
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(*wanted)
        .group_by(locales.c.locale, state)
    )
    found: dict[str, Progress] = {}
    for row in rows:
        before = found.get(row.locale, Progress(0, {}))
        counted = {**before.counted, State(row.state): row.present}
        found[row.locale] = Progress(sum(counted.values()), counted, before.queued + row.queued)
    return found


def unit_from(row: Row[Any]) -> Unit:
    return Unit(
        id=row.id,
        segment=row.segment,
        course=row.course,
        object=row.object,
        locale=row.locale,
        state=State(row.state),
        source=row.source,
        target=row.target,
        origin=row.origin,
        engine=row.engine,
        score=row.score,
        checks=tuple(row.checks),
        by=row.by,
        version=row.version,
        changed_at=row.changed_at,
        estimate=estimate_of(row.estimate),
    )
