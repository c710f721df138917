"""Words about many units: choosing them, how far each word is, what became of whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Row,
    Select,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.bulk import (
    MOST,
    Bulk,
    BulkUnit,
    Candidate,
    Deed,
    Phase,
    Selection,
    Word,
)
from stoa.services.localization.domain.judgement import BREAKING
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import bulk_units, bulks, courses, locales, post_edits, segments, units

_OF_MEMORY = (Origin.CONTEXT.value, Origin.EXACT.value, Origin.FUZZY.value)
_SELECTED = ("course", "locale", "object", "finding", "likeness", "waiting")
_KEPT = ("id", "by", "maker", "at", "total", "done", "counts", "finished_at")


async def candidates(read: ReadSession, selection: Selection, person: UUID) -> list[Candidate]:
    """Of all that are chosen, one more than may be at most."""
    columns = (
        units.c.state,
        units.c.checks,
        (units.c.target == "").label("empty"),
        (units.c.source != segments.c.checksum).label("stale"),
        post_edits.c.unit.label("waits"),
        post_edits.c.holder,
        post_edits.c.held_until,
        post_edits.c.not_by,
        (post_edits.c.draft != "").label("drafted"),
        units.c.by,
    )
    rows = await read.all(_chosen(selection).with_only_columns(*columns).limit(MOST + 1))
    return [_candidate(row, person, read.now) for row in rows]


async def places(read: ReadSession, most: int) -> list[tuple[UUID, str, str]]:
    """Course, its title and locale of what may be chosen from, by title."""
    by = (func.lower(courses.c.title), courses.c.course, locales.c.locale)
    rows = await read.all(_places().order_by(*by).limit(most))
    return [(row.course, row.title, row.locale) for row in rows]


async def title_of(read: ReadSession, course: UUID, locale: str) -> str | None:
    """Of the course, where something may be chosen from it in the locale."""
    row = await read.one(_places().where(courses.c.course == course, locales.c.locale == locale))
    return None if row is None else str(row.title)


def _places() -> Select[Any]:
    return (
        select(courses.c.course, courses.c.title, locales.c.locale)
        .join(locales, locales.c.course == courses.c.course)
        .where(locales.c.active, ~courses.c.archived)
    )


async def count_findings(read: ReadSession, course: UUID, locale: str) -> dict[str, int]:
    """Units with a finding, by name of the check."""
    each = func.jsonb_array_elements(units.c.checks).table_valued("value")
    name = cast(each.c.value, JSONB)["check"].astext
    rows = await read.all(
        select(name.label("name"), func.count(units.c.id.distinct()).label("units"))
        .select_from(units)
        .join(segments, and_(segments.c.id == units.c.segment, is_wanted(units.c.locale)))
        .join(each, true())
        .where(units.c.course == course, units.c.locale == locale)
        .group_by(name)
        .order_by(name)
    )
    return {row.name: row.units for row in rows}


async def begin(work: UnitOfWork, bulk: Bulk) -> int:
    """The word, and the units that it is about as they are now. Returns how many."""
    selection, word = bulk.selection, bulk.word
    row = {
        "tenant_id": work.tenant,
        **{name: getattr(bulk, name) for name in _KEPT},
        **{name: getattr(selection, name) for name in _SELECTED},
        "state": None if selection.state is None else int(selection.state),
        "deed": word.deed.value,
        "to": None if word.to is None else int(word.to),
        "why": word.why,
        "phase": bulk.phase.value,
    }
    await work.run(insert(bulks), row)
    number = func.row_number().over(order_by=(units.c.object, segments.c.position, units.c.id))
    columns = (literal(work.tenant), literal(bulk.id), number, units.c.id, units.c.version)
    chosen = _chosen(selection).with_only_columns(*columns).limit(MOST + 1)
    into = ["tenant_id", "bulk", "number", "unit", "version"]
    return await work.run(insert(bulk_units).from_select(into, chosen))


async def load(read: ReadSession, about: UUID, *, lock: bool = False) -> Bulk | None:
    statement = select(bulks).where(bulks.c.id == about)
    row = await read.one(statement.with_for_update() if lock else statement)
    return None if row is None else _bulk(row)


async def is_under_way(read: ReadSession, course: UUID, locale: str, deed: Deed) -> bool:
    """Whether that is being done, or taken back, in the course and locale."""
    of = bulks.c.course == course, bulks.c.locale == locale, bulks.c.deed == deed.value
    open_ = bulks.c.phase.in_([Phase.DOING.value, Phase.UNDOING.value])
    return bool(await read.value(select(exists().where(*of, open_))))


async def list_past(read: ReadSession, before: datetime, most: int) -> list[UUID]:
    """Of those that ended before, the first whose units are still kept."""
    rows = await read.all(
        select(bulks.c.id)
        .where(bulks.c.finished_at < before, exists().where(bulk_units.c.bulk == bulks.c.id))
        .order_by(bulks.c.finished_at)
        .limit(most)
    )
    return [row.id for row in rows]


async def forget_units(work: UnitOfWork, about: UUID) -> None:
    """What became of each; the word and its counts stay."""
    await work.run(delete(bulk_units).where(bulk_units.c.bulk == about))


async def recent(read: ReadSession, most: int) -> list[Bulk]:
    rows = await read.all(select(bulks).order_by(bulks.c.at.desc(), bulks.c.id).limit(most))
    return [_bulk(row) for row in rows]


async def next_units(read: ReadSession, about: UUID, after: int, most: int) -> list[BulkUnit]:
    """In the order of the text. after: number of the last one seen."""
    statement = select(bulk_units).where(bulk_units.c.bulk == about, bulk_units.c.number > after)
    return [_unit(row) for row in await read.all(statement.order_by(bulk_units.c.number).limit(most))]


async def left_units(read: ReadSession, about: UUID, *, undo: bool, after: int, most: int) -> list[BulkUnit]:
    """Those that something was in the way of; undo: of being put back."""
    column = bulk_units.c.undo if undo else bulk_units.c.outcome
    statement = select(bulk_units).where(
        bulk_units.c.bulk == about, bulk_units.c.number > after, column.not_in(["", "done", "restored"])
    )
    return [_unit(row) for row in await read.all(statement.order_by(bulk_units.c.number).limit(most))]


async def save(work: UnitOfWork, bulk: Bulk) -> None:
    """Phase and progress."""
    values = {
        "phase": bulk.phase.value,
        "total": bulk.total,
        "done": bulk.done,
        "counts": dict(bulk.counts),
        "finished_at": bulk.finished_at,
    }
    await work.run(update(bulks).where(bulks.c.id == bulk.id).values(**values))


async def save_phase(work: UnitOfWork, about: UUID, phase: Phase) -> None:
    """From its first unit on."""
    values = {"phase": phase.value, "done": 0, "finished_at": None}
    await work.run(update(bulks).where(bulks.c.id == about).values(**values))


async def save_units(work: UnitOfWork, about: UUID, some: Sequence[BulkUnit]) -> None:
    statement = (
        update(bulk_units)
        .where(bulk_units.c.bulk == about, bulk_units.c.number == bindparam("at_number"))
        .values({name: bindparam(f"new_{name}") for name in ("outcome", "before", "after", "undo")})
    )
    rows = [
        {
            "at_number": one.number,
            "new_outcome": one.outcome,
            "new_before": one.before,
            "new_after": one.after,
            "new_undo": one.undo,
        }
        for one in some
    ]
    await work.run(statement, rows)


def _chosen(selection: Selection) -> Select[Any]:
    """Units that are chosen, joined with their segments and what is asked about them."""
    wanted = [units.c.course == selection.course, units.c.locale == selection.locale]
    if selection.object is not None:
        wanted.append(units.c.object == selection.object)
    if selection.state is not None:
        wanted.append(units.c.state == int(selection.state))
    if selection.finding is not None:
        wanted.append(units.c.checks.contains([{"check": selection.finding}]))
    if selection.likeness is not None:
        wanted += [units.c.origin.in_(_OF_MEMORY), units.c.score >= selection.likeness]
    if selection.waiting:
        wanted.append(post_edits.c.unit.is_not(None))
    return (
        select(units.c.id)
        .join(segments, and_(segments.c.id == units.c.segment, is_wanted(units.c.locale)))
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(*wanted)
    )


def _candidate(row: Row[Any], person: UUID, now: datetime) -> Candidate:
    stopping = {one["check"] for one in row.checks if one["severity"] == "stops"}
    held = row.holder is not None and row.held_until is not None and row.held_until > now
    return Candidate(
        state=State(row.state),
        empty=row.empty,
        stale=row.stale,
        breaks=not BREAKING.isdisjoint(stopping),
        stops=bool(stopping),
        waiting=row.waits is not None,
        held=held and row.holder != person,
        own=row.not_by == person,
        drafted=bool(row.drafted) and row.holder != person,
        persons=row.by is not None or bool(row.drafted),
    )


def _bulk(row: Row[Any]) -> Bulk:
    selected = {name: getattr(row, name) for name in _SELECTED}
    kept = {name: getattr(row, name) for name in _KEPT}
    return Bulk(
        **kept,
        selection=Selection(**selected, state=_state(row.state)),
        word=Word(Deed(row.deed), _state(row.to), row.why),
        phase=Phase(row.phase),
    )


def _state(kept: int | None) -> State | None:
    return None if kept is None else State(kept)


def _unit(row: Row[Any]) -> BulkUnit:
    return BulkUnit(**{name: getattr(row, name) for name in BulkUnit.__dataclass_fields__})
