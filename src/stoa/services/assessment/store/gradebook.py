"""The gradebook of a run: a page of learners with a cell an item set, sorted and filtered by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, false, func, select, true

from stoa.runtime.db import ReadSession
from stoa.services.assessment.domain.grade import Grade
from stoa.services.assessment.domain.gradebook import BY_ENROLMENT, BY_TOTAL, Show, Sorting
from stoa.services.assessment.tables import grades, registrations


@dataclass(frozen=True, slots=True)
class Line:
    """A learner of the run. total: mean of all sets, in [0, 1]; a set not done counts as nothing."""

    registration: UUID
    learner: UUID
    active: bool
    total: float
    scored: int
    cells: Mapping[UUID, Grade]


@dataclass(frozen=True, slots=True)
class Lines:
    """found: learners that fit, of whom these are one page."""

    lines: Sequence[Line]
    found: int


async def lines(
    read: ReadSession, run: UUID, sets: Sequence[UUID], sorting: Sorting, show: Show, *, first: int, most: int
) -> Lines:
    """first: how many to pass over. Two statements, whatever the size of the run."""
    sums = _sums(sets, sorting)
    query = (
        select(
            registrations.c.id,
            registrations.c.learner,
            registrations.c.active,
            sums.c.total,
            sums.c.scored,
            func.count().over().label("found"),
        )
        .join(sums, true())
        .where(registrations.c.run == run, _fits(show, sums, len(sets)))
        .order_by(*_order(sorting, sums))
        .offset(first)
        .limit(most)
    )
    rows = await read.all(query)
    cells = await _cells(read, [row.id for row in rows], sets)
    found = [
        Line(row.id, row.learner, row.active, row.total, row.scored, cells.get(row.id, {})) for row in rows
    ]
    return Lines(found, rows[0].found if rows else 0)


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
            (func.coalesce(func.sum(scaled), 0.0) / max(1, len(sets))).label("total"),
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


def _order(sorting: Sorting, sums: FromClause) -> list[ColumnElement[Any]]:
    """By the registration last, so that pages neither overlap nor skip."""
    by: dict[str, ColumnElement[Any]] = {BY_ENROLMENT: registrations.c.id, BY_TOTAL: sums.c.total}
    first = by.get(sorting.by, sums.c.chosen)
    return [
        first.desc().nulls_last() if sorting.descending else first.asc().nulls_first(),
        registrations.c.id,
    ]
