"""The queue of post-edits, and what people say to each other about units."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, insert_rows
from stoa.services.localization.domain.post_edit import LEASE, Comment, Kind, PostEdit
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.store.units import unit_from
from stoa.services.localization.tables import comments, objects, post_edits, segments, units


async def enqueue(work: UnitOfWork, wanted: Sequence[PostEdit]) -> None:
    """Whoever has claimed one keeps it; what is wanted of it may be another thing now."""
    rows = [
        {
            "tenant_id": work.tenant,
            "unit": one.unit,
            "course": one.course,
            "locale": one.locale,
            "kind": one.kind.value,
            "priority": one.priority,
            "due_at": one.due_at,
            "wanted_at": one.wanted_at,
            "not_by": one.not_by,
        }
        for one in wanted
    ]
    changed = ("kind", "priority", "due_at", "not_by")
    statement = insert_rows(post_edits, "tenant_id", "unit", "course", "locale", "wanted_at", *changed)
    upsert = statement.on_conflict_do_update(
        index_elements=["tenant_id", "unit"], set_={name: statement.excluded[name] for name in changed}
    )
    await work.put(upsert, rows)
    if wanted:
        await _place(work, among(post_edits.c.unit, [one.unit for one in wanted]))


async def place(work: UnitOfWork, course: UUID) -> None:
    """What waits of the course stands where its text is now."""
    await _place(work, post_edits.c.course == course)


async def _place(work: UnitOfWork, chosen: ColumnElement[bool]) -> None:
    other = or_(
        post_edits.c.object_position != objects.c.position, post_edits.c.position != segments.c.position
    )
    await work.run(
        update(post_edits)
        .where(
            chosen,
            units.c.id == post_edits.c.unit,
            segments.c.id == units.c.segment,
            and_(objects.c.course == segments.c.course, objects.c.object == segments.c.object),
            other,
        )
        .values(object_position=objects.c.position, position=segments.c.position)
    )


async def dequeue(work: UnitOfWork, done: Collection[UUID]) -> None:
    if done:
        await work.run(delete(post_edits).where(among(post_edits.c.unit, done)))


async def remove_of_gone(work: UnitOfWork, course: UUID) -> None:
    """Nobody need look at what is no longer in the course, or what it says by itself."""
    gone = (
        select(units.c.id)
        .join(segments, segments.c.id == units.c.segment)
        .where(segments.c.course == course, ~is_wanted(units.c.locale))
    )
    await work.run(delete(post_edits).where(post_edits.c.course == course, post_edits.c.unit.in_(gone)))


async def remove_of_locale(work: UnitOfWork, course: UUID, locale: str) -> None:
    await work.run(delete(post_edits).where(post_edits.c.course == course, post_edits.c.locale == locale))


async def save_terms(work: UnitOfWork, course: UUID, locale: str, priority: int, due_at: object) -> None:
    """What waits already goes by the terms as they are now."""
    await work.run(
        update(post_edits)
        .where(post_edits.c.course == course, post_edits.c.locale == locale)
        .values(priority=priority, due_at=due_at)
    )


async def load_post_edit(read: ReadSession, unit: UUID, *, lock: bool = False) -> PostEdit | None:
    statement = select(post_edits).where(post_edits.c.unit == unit)
    row = await read.one(statement.with_for_update() if lock else statement)
    return post_edit_from(row) if row else None


async def claim_next(
    work: UnitOfWork, person: UUID, locales: Collection[str], course: UUID | None, most: int
) -> list[PostEdit]:
    """The first that nobody has, now the person's: by priority, deadline and place in the text."""
    wanted = [free_for(person, work), post_edits.c.locale.in_(locales)]
    if course is not None:
        wanted.append(post_edits.c.course == course)
    # Carried out once, whatever the plan: a subquery may be run for every row, and each time skip others.
    first = (
        select(post_edits.c.unit)
        .where(*wanted)
        .order_by(*in_order())
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("first")
    )
    claimed = (
        update(post_edits)
        .where(post_edits.c.unit == first.c.unit)
        .values(holder=person, held_until=work.now + LEASE)
        .returning(post_edits)
    )
    return [post_edit_from(row) for row in await work.all(claimed)]


def free_for(person: UUID, session: ReadSession) -> ColumnElement[bool]:
    """Held by nobody else, and not what the person has accepted themselves."""
    free = or_(
        post_edits.c.holder.is_(None),
        post_edits.c.held_until < session.now,
        post_edits.c.holder == person,
    )
    return free & or_(post_edits.c.not_by.is_(None), post_edits.c.not_by != person)


def in_order() -> tuple[ColumnElement[Any], ...]:
    return (
        post_edits.c.priority.desc(),
        post_edits.c.skipped,
        post_edits.c.due_at.asc().nulls_last(),
        post_edits.c.course,
        post_edits.c.locale,
        post_edits.c.object_position,
        post_edits.c.position,
        post_edits.c.unit,
    )


async def waiting_with_source(read: ReadSession, course: UUID, locale: str, checksum: str) -> list[Unit]:
    """Units that wait for their first target, say the same content, and nobody is at work at."""
    rows = await read.all(
        select(units)
        .join(post_edits, post_edits.c.unit == units.c.id)
        .join(segments, segments.c.id == units.c.segment)
        .where(
            post_edits.c.course == course,
            post_edits.c.locale == locale,
            post_edits.c.kind == Kind.EDIT.value,
            or_(post_edits.c.holder.is_(None), post_edits.c.held_until < read.now),
            segments.c.present,
            segments.c.checksum == checksum,
            units.c.source == checksum,
        )
    )
    return [unit_from(row) for row in rows]


async def save_post_edit(work: UnitOfWork, waiting: PostEdit) -> None:
    """Draft, lease and how often it was skipped."""
    await work.run(
        update(post_edits)
        .where(post_edits.c.unit == waiting.unit)
        .values(
            draft=waiting.draft,
            holder=waiting.holder,
            held_until=waiting.held_until,
            skipped=waiting.skipped,
        )
    )


async def renew_lease(work: UnitOfWork, waiting: PostEdit) -> PostEdit:
    renewed = replace(waiting, held_until=work.now + LEASE)
    await save_post_edit(work, renewed)
    return renewed


async def put_aside(work: UnitOfWork, some: Collection[UUID], person: UUID) -> set[UUID]:
    """Behind others of their priority, and free. Returns those that nobody else was at work at."""
    not_held = or_(
        post_edits.c.holder.is_(None),
        post_edits.c.held_until <= work.now,
        post_edits.c.holder == person,
    )
    moved = await work.all(
        update(post_edits)
        .where(among(post_edits.c.unit, some), not_held)
        .values(skipped=post_edits.c.skipped + 1, holder=None, held_until=None)
        .returning(post_edits.c.unit)
    )
    return {row.unit for row in moved}


async def add_comments(work: UnitOfWork, some: Sequence[UUID], by: UUID, text: str) -> dict[UUID, UUID]:
    """The same of each. Returns their ids by unit."""
    ids = {unit: new_id() for unit in some}
    said = {"tenant_id": work.tenant, "by": by, "text": text, "at": work.now}
    await work.run(insert(comments), [{**said, "id": id_, "unit": unit} for unit, id_ in ids.items()])
    return ids


async def remove_comments(work: UnitOfWork, some: Collection[UUID]) -> None:
    if some:
        await work.run(delete(comments).where(comments.c.id.in_(some)))


async def add_comment(work: UnitOfWork, unit: UUID, by: UUID, text: str) -> Comment:
    comment = Comment(new_id(), unit, by, text, work.now)
    await work.run(
        insert(comments),
        {
            "tenant_id": work.tenant,
            "id": comment.id,
            "unit": unit,
            "by": by,
            "text": text,
            "at": comment.at,
        },
    )
    return comment


async def list_comments(read: ReadSession, unit: UUID) -> list[Comment]:
    rows = await read.all(select(comments).where(comments.c.unit == unit).order_by(comments.c.id))
    return [Comment(row.id, row.unit, row.by, row.text, row.at) for row in rows]


async def count_waiting(read: ReadSession) -> dict[tuple[UUID, str], int]:
    """By course and locale."""
    rows = await read.all(
        select(post_edits.c.course, post_edits.c.locale, func.count().label("count")).group_by(
            post_edits.c.course, post_edits.c.locale
        )
    )
    return {(row.course, row.locale): int(row._mapping["count"]) for row in rows}


def post_edit_from(row: Row[Any]) -> PostEdit:
    return PostEdit(
        unit=row.unit,
        course=row.course,
        locale=row.locale,
        kind=Kind(row.kind),
        priority=row.priority,
        due_at=row.due_at,
        wanted_at=row.wanted_at,
        draft=row.draft,
        holder=row.holder,
        held_until=row.held_until,
        not_by=row.not_by,
        skipped=row.skipped,
    )
