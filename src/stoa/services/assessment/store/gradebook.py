"""The gradebook of a run: a page of learners with a cell an item set, sorted and filtered by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, false, func, literal, or_, select

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
    sums = _sums(run, sets, sorting)
    total = func.coalesce(sums.c.total, 0.0)
    query = (
        select(
            registrations.c.id,
            registrations.c.learner,
            registrations.c.active,
            total.label("total"),
            func.coalesce(sums.c.scored, 0).label("scored"),
            func.count().over().label("found"),
        )
        .outerjoin(sums, sums.c.registration == registrations.c.id)
        .where(registrations.c.run == run, _fits(show, sums, len(sets)))
        .order_by(*_order(sorting, sums, total))
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


def _sums(run: UUID, sets: Sequence[UUID], sorting: Sorting) -> Subquery:
    """A row a registration that has a grade at all."""
    scaled = func.coalesce(grades.c.override, grades.c.best)
    return (
        select(
            grades.c.registration,
            (func.sum(func.coalesce(scaled, 0.0)) / max(1, len(sets))).label("total"),
            func.count(scaled).label("scored"),
            func.bool_or(scaled < grades.c.pass_share - 1e-9).label("failing"),
            func.bool_or(grades.c.override.is_not(None)).label("overridden"),
            func.max(scaled).filter(grades.c.item_set == sorting.item_set).label("chosen"),
        )
        .join(
            registrations,
            and_(
                registrations.c.tenant_id == grades.c.tenant_id, registrations.c.id == grades.c.registration
            ),
        )
        .where(registrations.c.run == run, grades.c.item_set.in_(sets))
        .group_by(grades.c.registration)
        .subquery("sums")
    )


def _fits(show: Show, sums: Subquery, sets: int) -> ColumnElement[bool]:
    if show is Show.UNFINISHED:
        return func.coalesce(sums.c.scored, 0) < sets
    if show is Show.FAILING:
        return func.coalesce(sums.c.failing, false())
    if show is Show.OVERRIDDEN:
        return func.coalesce(sums.c.overridden, false())
    return or_(literal(True))


def _order(sorting: Sorting, sums: Subquery, total: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """By the registration last, so that pages neither overlap nor skip."""
    by: dict[str, ColumnElement[Any]] = {BY_ENROLMENT: registrations.c.id, BY_TOTAL: total}
    first = by.get(sorting.by, sums.c.chosen)
    return [
        first.desc().nulls_last() if sorting.descending else first.asc().nulls_first(),
        registrations.c.id,
    ]
