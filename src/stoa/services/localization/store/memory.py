"""The translation memory."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on, insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, each
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.remembered import Memory
from stoa.services.localization.store.coding import coded_from, codes_json
from stoa.services.localization.tables import courses, locales, memory, memory_changes

_TOUCHED = exists(select(memory_changes.c.id).where(memory_changes.c.unit == memory.c.id))
"""People corrected, removed or brought it back: it is no longer only what was learnt of its unit."""
_UNIQUE = ("tenant_id", "checksum", "source_locale", "target_locale", "scope", "context")


async def exact(
    read: ReadSession, pair: LocalePair, scopes: Collection[str], checksums: Collection[str]
) -> dict[str, list[Memory]]:
    """By checksum of the source."""
    wanted = each(memory.c.checksum, checksums)
    rows = await read.all(
        select(memory)
        .join(wanted, wanted.c.value == memory.c.checksum)
        .where(
            memory.c.source_locale == pair.source,
            memory.c.target_locale == pair.target,
            among(memory.c.scope, scopes),
            ~memory.c.removed,
        )
    )
    found: dict[str, list[Memory]] = {}
    for row in rows:
        found.setdefault(row.checksum, []).append(_memory(row))
    return found


async def sources_with(
    read: ReadSession, source_locale: str, checksums: Collection[str]
) -> dict[str, CodedText]:
    """What is known of contents by their checksums, whatever they were translated into."""
    wanted = each(memory.c.checksum, checksums)
    rows = await read.all(
        select(memory.c.checksum, memory.c.source, memory.c.codes)
        .ext(distinct_on(memory.c.checksum))
        .join(wanted, wanted.c.value == memory.c.checksum)
        .where(memory.c.source_locale == source_locale)
        .order_by(memory.c.checksum)
    )
    return {row.checksum: coded_from(row.source, row.codes) for row in rows}


async def remember(work: UnitOfWork, learnt: Sequence[Memory]) -> list[UUID]:
    """What is known of the same source in the same context is written over. Returns the ids."""
    rows = [
        {
            "tenant_id": work.tenant,
            "id": one.id,
            "scope": one.scope,
            "source_locale": one.source_locale,
            "target_locale": one.target_locale,
            "checksum": one.checksum,
            "context": one.context,
            "source": one.source.text,
            "codes": codes_json(one.source.codes),
            "target": one.target,
            "origin": one.origin,
            "unit": one.unit,
            "by": one.by,
            "changed_at": work.now,
            "removed": False,
        }
        for one in learnt
    ]
    statement = insert(memory).values(rows)
    changed = ("source", "codes", "target", "origin", "unit", "by", "changed_at", "removed")
    upsert = statement.on_conflict_do_update(
        index_elements=list(_UNIQUE), set_={name: statement.excluded[name] for name in changed}
    )
    if not rows:
        return []
    return [row.id for row in await work.all(upsert.returning(memory.c.id))]


async def forget_unit(work: UnitOfWork, unit: UUID) -> list[UUID]:
    """What was learnt of the unit: it was taken back. Returns the ids of what is forgotten."""
    gone = await work.all(delete(memory).where(memory.c.unit == unit, ~_TOUCHED).returning(memory.c.id))
    return [row.id for row in gone]


async def forget_units(work: UnitOfWork, units: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """What was learnt of the units. Returns the ids of what is forgotten, by unit."""
    if not units:
        return {}
    of = among(memory.c.unit, units), ~_TOUCHED
    gone = await work.all(delete(memory).where(*of).returning(memory.c.id, memory.c.unit))
    found: dict[UUID, list[UUID]] = {}
    for row in gone:
        found.setdefault(row.unit, []).append(row.id)
    return found


async def list_pairs(read: ReadSession) -> dict[LocalePair, datetime]:
    """Pairs of locales that courses are translated between, with when anything was learnt of them last."""
    wanted = (
        select(courses.c.locale.label("source"), locales.c.locale.label("target"))
        .join(locales, locales.c.course == courses.c.course)
        .distinct()
        .subquery()
    )
    newest = (
        select(func.max(memory.c.changed_at))
        .where(memory.c.source_locale == wanted.c.source, memory.c.target_locale == wanted.c.target)
        .scalar_subquery()
    )
    rows = await read.all(select(wanted, newest.label("newest")))
    return {LocalePair(row.source, row.target): row.newest for row in rows if row.newest is not None}


async def changed_after(
    read: ReadSession,
    pair: LocalePair,
    seen: tuple[datetime, UUID] | None,
    most: int,
    scope: str | None = None,
) -> list[tuple[datetime, Remembered]]:
    """In the order they changed, for an index that follows. seen: moment and id of the last one read.

    scope: only what is in it.
    """
    statement = (
        select(memory)
        .where(memory.c.source_locale == pair.source, memory.c.target_locale == pair.target)
        .where(~memory.c.removed)
        .order_by(memory.c.changed_at, memory.c.id)
        .limit(most)
    )
    if scope is not None:
        statement = statement.where(memory.c.scope == scope)
    if seen is not None:
        statement = statement.where(tuple_(memory.c.changed_at, memory.c.id) > tuple_(*seen))
    return [(row.changed_at, _remembered(row)) for row in await read.all(statement)]


async def removed_after(
    read: ReadSession, pair: LocalePair, seen: tuple[datetime, UUID], most: int
) -> list[tuple[datetime, UUID]]:
    """When, and id, in that order. seen: the last one read."""
    place = tuple_(memory.c.changed_at, memory.c.id)
    rows = await read.all(
        select(memory.c.changed_at, memory.c.id)
        .where(memory.c.source_locale == pair.source, memory.c.target_locale == pair.target)
        .where(memory.c.removed, place > tuple_(*seen))
        .order_by(memory.c.changed_at, memory.c.id)
        .limit(most)
    )
    return [(row.changed_at, row.id) for row in rows]


def _remembered(row: Row[Any]) -> Remembered:
    source = coded_from(row.source, row.codes)
    target = CodedText(row.target, source.codes)
    return Remembered(row.id, row.scope, source, target, Origin(row.origin))


def _memory(row: Row[Any]) -> Memory:
    return Memory(
        id=row.id,
        scope=row.scope,
        source_locale=row.source_locale,
        target_locale=row.target_locale,
        checksum=row.checksum,
        context=row.context,
        source=coded_from(row.source, row.codes),
        target=row.target,
        origin=row.origin,
        unit=row.unit,
        by=row.by,
    )
