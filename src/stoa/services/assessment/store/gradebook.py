"""The gradebook of a run: a page of learners with a cell an item set, sorted and filtered by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, and_, false, func, select, true

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import ranked
from stoa.services.assessment.domain.course_outcome import CourseOutcome
from stoa.services.assessment.domain.grade import Grade
from stoa.services.assessment.domain.gradebook import BY_ENROLMENT, BY_NAME, BY_TOTAL, Show, Sorting, View
from stoa.services.assessment.tables import grades, outcomes, registrations

_SAME_REGISTRATION = and_(
    outcomes.c.tenant_id == registrations.c.tenant_id, outcomes.c.registration == registrations.c.id
)


@dataclass(frozen=True, slots=True)
class Line:
    """A learner of the run. course: how it stands for them, by tracking's rule alone."""

    registration: UUID
    learner: UUID
    active: bool
    course: CourseOutcome
    scored: int
    cells: Mapping[UUID, Grade]


@dataclass(frozen=True, slots=True)
class Lines:
    """found: learners that fit, of whom these are one page."""

    lines: Sequence[Line]
    found: int


async def learners(read: ReadSession, run: UUID, most: int) -> list[UUID]:
    """Ids of all who are or were in it."""
    rows = await read.all(select(registrations.c.learner).where(registrations.c.run == run).limit(most))
    return [row.learner for row in rows]


async def lines(
    read: ReadSession,
    run: UUID,
    sets: Sequence[UUID],
    view: View,
    named: Sequence[UUID] | None,
    *,
    first: int,
    most: int,
) -> Lines:
    """named: of these learners alone; the order by name is theirs. first: how many to pass over.

    Two statements, whatever the size of the run.
    """
    sums = _sums(sets, view.sorting)
    names = ranked(registrations.c.learner, named or ())
    query = (
        select(
            registrations.c.id,
            registrations.c.learner,
            registrations.c.active,
            outcomes.c.scaled,
            func.coalesce(outcomes.c.completed, false()).label("completed"),
            outcomes.c.passed,
            sums.c.scored,
            func.count().over().label("found"),
        )
        .select_from(registrations)
        .join(sums, true())
        .outerjoin(outcomes, _SAME_REGISTRATION)
        .where(registrations.c.run == run, _fits(view.show, sums, len(sets)))
        .order_by(*_order(view.sorting, sums, names))
        .offset(first)
        .limit(most)
    )
    if named is not None:
        query = query.join(names, names.c.value == registrations.c.learner)
    rows = await read.all(query)
    cells = await _cells(read, [row.id for row in rows], sets)
    found = [
        Line(row.id, row.learner, row.active, _course(row), row.scored, cells.get(row.id, {})) for row in rows
    ]
    return Lines(found, rows[0].found if rows else 0)


def _course(row: Row[Any]) -> CourseOutcome:
    return CourseOutcome(row.scaled, row.completed, row.passed)


async def _cells(
    read: ReadSession, chosen: Sequence[UUID], sets: Sequence[UUID]
) -> Mapping[UUID, Mapping[UUID, Grade]]:
    rows = await read.all(
        select(grades).where(grades.c.registration.in_(chosen), grades.c.item_set.in_(sets))
    )
    cells: dict[UUID, dict[UUID, Grade]] = {}
    for row in rows:
        grade = Grade(row.pass_share, row.attempts, row.best, row.override)
        cells.setdefault(row.registration, {})[row.item_set] = grade
    return cells


def _sums(sets: Sequence[UUID], sorting: Sorting) -> FromClause:
    """Of one registration, by the primary key of grades: quick whatever the planner believes."""
    scaled = func.coalesce(grades.c.override, grades.c.best)
    return (
        select(
            func.count(scaled).label("scored"),
            func.coalesce(func.bool_or(scaled < grades.c.pass_share - 1e-9), false()).label("failing"),
            func.coalesce(func.bool_or(grades.c.override.is_not(None)), false()).label("overridden"),
            func.max(scaled).filter(grades.c.item_set == sorting.item_set).label("chosen"),
        )
        .where(
            grades.c.tenant_id == registrations.c.tenant_id,
            grades.c.registration == registrations.c.id,
            grades.c.item_set.in_(sets),
        )
        .lateral("sums")
    )


def _fits(show: Show, sums: FromClause, sets: int) -> ColumnElement[bool]:
    chosen: dict[Show, ColumnElement[bool]] = {
        Show.UNFINISHED: sums.c.scored < sets,
        Show.FAILING: sums.c.failing,
        Show.OVERRIDDEN: sums.c.overridden,
    }
    return chosen.get(show, true())


def _order(sorting: Sorting, sums: FromClause, names: FromClause) -> list[ColumnElement[Any]]:
    """By the registration last, so that pages neither overlap nor skip."""
    by: dict[str, ColumnElement[Any]] = {
        BY_ENROLMENT: registrations.c.id,
        BY_TOTAL: outcomes.c.scaled,
        BY_NAME: names.c.place,
    }
    first = by.get(sorting.by, sums.c.chosen)
    return [
        first.desc().nulls_last() if sorting.descending else first.asc().nulls_first(),
        registrations.c.id,
    ]
