"""What courses require, and who has satisfied it. An archived course is no longer asked for."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.prerequisite import Prerequisite
from stoa.services.tracking.store.naming import is_archived, nearest_title
from stoa.services.tracking.tables import courses, prerequisites, registrations

_SATISFIED = and_(registrations.c.completed_at.is_not(None), registrations.c.passed.is_distinct_from(False))


async def required_by(read: ReadSession, course: UUID) -> Sequence[UUID]:
    """In the order that was chosen, archived ones too."""
    statement = select(prerequisites.c.required).where(prerequisites.c.course == course)
    return await read.value(statement) or []


async def every(read: ReadSession) -> dict[UUID, Sequence[UUID]]:
    """What every course requires."""
    rows = await read.all(select(prerequisites.c.course, prerequisites.c.required))
    return {row.course: row.required for row in rows}


async def of(
    read: ReadSession, required: Collection[UUID], learner: UUID, locale: str
) -> tuple[Prerequisite, ...]:
    """The courses as the learner sees them, in the order given."""
    known = select(courses.c.course).where(courses.c.course.in_(required)).distinct().subquery()
    satisfied = exists().where(
        registrations.c.learner == learner, registrations.c.course == known.c.course, _SATISFIED
    )
    title = nearest_title(known.c.course, locale)
    rows = await read.all(
        select(known.c.course, title.label("title"), satisfied.label("satisfied")).where(
            ~is_archived(known.c.course)
        )
    )
    found = {row.course: Prerequisite(row.course, row.title, row.satisfied) for row in rows}
    return tuple(found[one] for one in required if one in found)


async def of_course(read: ReadSession, course: UUID, learner: UUID, locale: str) -> tuple[Prerequisite, ...]:
    required = await required_by(read, course)
    return await of(read, required, learner, locale) if required else ()


async def open_ones(read: ReadSession, required: Collection[UUID]) -> set[UUID]:
    """Those that are still asked for."""
    rows = await read.all(
        select(courses.c.course).where(courses.c.course.in_(required), ~is_archived(courses.c.course))
    )
    return {row.course for row in rows}


async def satisfied_by(
    read: ReadSession, learners: Collection[UUID], required: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Of the courses, by learner."""
    rows = await read.all(
        select(registrations.c.learner, registrations.c.course).where(
            registrations.c.course.in_(required), registrations.c.learner.in_(learners), _SATISFIED
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for row in rows:
        found.setdefault(row.learner, set()).add(row.course)
    return found


def missing_titles(course: ColumnElement[UUID], learner: UUID, locale: str) -> ColumnElement[list[str]]:
    """What the learner has still to satisfy, in one value, for a row of the catalogue; NULL for nothing."""
    needed = func.unnest(prerequisites.c.required).column_valued("needed", joins_implicitly=True)
    satisfied = exists().where(
        registrations.c.learner == learner, registrations.c.course == needed, _SATISFIED
    )
    return (
        select(func.array_agg(nearest_title(needed, locale)))
        .select_from(prerequisites)
        .where(prerequisites.c.course == course, ~is_archived(needed), ~satisfied)
        .correlate(course.table)
        .scalar_subquery()
    )


async def save(work: UnitOfWork, course: UUID, required: Sequence[UUID]) -> int:
    """Returns the count of changes."""
    statement = insert(prerequisites).values(
        tenant_id=work.tenant, course=course, required=list(required), change=1
    )
    changed = {"required": statement.excluded.required, "change": prerequisites.c.change + 1}
    upsert = statement.on_conflict_do_update(index_elements=["tenant_id", "course"], set_=changed)
    return int(await work.value(upsert.returning(prerequisites.c.change)))
