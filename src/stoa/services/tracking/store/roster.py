"""Learners of runs, counted and listed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, any_, case, func, literal, select, true

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among, ranked
from stoa.services.tracking.domain.roster import (
    PAGE_SIZE,
    QUIET_FOR,
    Counts,
    Line,
    Order,
    Shown,
    TaughtRun,
    View,
)
from stoa.services.tracking.store.conversations import count_unread
from stoa.services.tracking.store.runs import run_from
from stoa.services.tracking.tables import courses, enrolments, registrations, runs, sessions

MOST_RUNS = 200
_MOST_EXPORTED = 100_000


async def taught(
    read: ReadSession, person: UUID, *, everything: bool, locale: str, now: datetime
) -> Sequence[TaughtRun]:
    """Runs that the person teaches, or all; those that go on before those that ended, the newest first."""
    title = (
        select(courses.c.title)
        .where(courses.c.course == runs.c.course)
        .order_by(
            (func.split_part(courses.c.locale, "-", 1) == locale.split("-")[0]).desc(), courses.c.known_at
        )
        .limit(1)
        .scalar_subquery()
    )
    mine = literal(person) == any_(runs.c.instructors)
    unread = case((mine, count_unread(runs.c.id, person)), else_=0)
    listed = select(runs, title.label("course_title"), unread.label("unread"))
    if not everything:
        listed = listed.where(mine)
    ended = and_(runs.c.ends_at.is_not(None), runs.c.ends_at <= now)
    listed = listed.order_by(ended, runs.c.scheduled_at.desc()).limit(MOST_RUNS)
    rows = await read.all(listed)
    counted = await _counts(read, [row.id for row in rows], now)
    return [
        TaughtRun(run_from(row._asdict()), row.course_title or "", counted.get(row.id, Counts()), row.unread)
        for row in rows
    ]


async def learners(read: ReadSession, run: UUID, most: int) -> list[UUID]:
    """Ids of all who are or were in it."""
    rows = await read.all(select(enrolments.c.learner).where(enrolments.c.run == run).limit(most))
    return [row.learner for row in rows]


async def counts(read: ReadSession, run: UUID, named: Sequence[UUID] | None, now: datetime) -> Counts:
    """named: of these learners alone."""
    return (await _counts(read, [run], now, named)).get(run, Counts())


async def lines(
    read: ReadSession, run: UUID, view: View, named: Sequence[UUID] | None, now: datetime
) -> list[Line]:
    """named: of these learners alone; the order by name is theirs."""
    wanted = _lines(run).where(_shown(view.shown, now))
    orders = _ORDERS.get(view.order, ())
    if named is not None:
        names = ranked(enrolments.c.learner, named)
        wanted = wanted.join(names, names.c.value == enrolments.c.learner)
        orders = orders or (names.c.place,)
    wanted = wanted.order_by(*orders, enrolments.c.learner)
    rows = await read.all(wanted.limit(PAGE_SIZE).offset((view.page - 1) * PAGE_SIZE))
    return [_line(row) for row in rows]


async def every_line(read: ReadSession, run: UUID) -> list[Line]:
    ordered = _lines(run).order_by(enrolments.c.active.desc(), enrolments.c.at, enrolments.c.learner)
    return [_line(row) for row in await read.all(ordered.limit(_MOST_EXPORTED))]


async def line(read: ReadSession, run: UUID, learner: UUID) -> Line | None:
    row = await read.one(_lines(run).where(enrolments.c.learner == learner))
    return None if row is None else _line(row)


_ORDERS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    Order.SEEN: (registrations.c.last_seen_at.desc().nulls_last(), enrolments.c.at.desc()),
    Order.SHARE: (registrations.c.share.asc(), registrations.c.last_seen_at.asc().nulls_first()),
    Order.ENROLLED: (enrolments.c.at.desc(),),
}


def _shown(shown: Shown, now: datetime) -> ColumnElement[bool]:
    started, finished = registrations.c.last_seen_at.is_not(None), registrations.c.completed_at.is_not(None)
    active = enrolments.c.active
    unseen = func.coalesce(registrations.c.last_seen_at, enrolments.c.at) < now - QUIET_FOR
    wanted: dict[Shown, ColumnElement[bool]] = {
        Shown.ALL: active.is_(True),
        Shown.NOT_STARTED: and_(active, ~started, ~finished),
        Shown.IN_PROGRESS: and_(active, started, ~finished),
        Shown.COMPLETED: and_(active, finished),
        Shown.QUIET: and_(active, ~finished, unseen),
        Shown.ENDED: active.is_(False),
    }
    return wanted[shown]


async def _counts(
    read: ReadSession, ids: Sequence[UUID], now: datetime, named: Sequence[UUID] | None = None
) -> dict[UUID, Counts]:
    columns = [
        func.count().filter(_shown(shown, now)).label("enrolled" if shown is Shown.ALL else shown.value)
        for shown in Shown
    ]
    rows = await read.all(
        select(enrolments.c.run, *columns)
        .join(registrations, registrations.c.id == enrolments.c.registration)
        .where(enrolments.c.run.in_(ids), true() if named is None else among(enrolments.c.learner, named))
        .group_by(enrolments.c.run)
    )
    return {
        row.run: Counts(row.enrolled, row.not_started, row.in_progress, row.completed, row.quiet, row.ended)
        for row in rows
    }


def _lines(run: UUID) -> Select[Any]:
    active_s = (
        select(func.coalesce(func.sum(sessions.c.active_s), 0))
        .where(sessions.c.registration == registrations.c.id)
        .scalar_subquery()
    )
    return (
        select(
            enrolments.c.learner,
            enrolments.c.active,
            enrolments.c.left,
            enrolments.c.way,
            enrolments.c.at,
            registrations.c.id,
            registrations.c.share,
            registrations.c.place_object,
            registrations.c.last_seen_at,
            registrations.c.completed_at,
            registrations.c.scaled,
            registrations.c.passed,
            func.cardinality(registrations.c.completed).label("completed"),
            active_s.label("active_s"),
        )
        .join(registrations, registrations.c.id == enrolments.c.registration)
        .where(enrolments.c.run == run)
    )


def _line(row: Row[Any]) -> Line:
    return Line(
        learner=row.learner,
        registration=row.id,
        active=row.active,
        left=row.left,
        way=row.way,
        enrolled_at=row.at,
        share=row.share,
        completed=row.completed,
        at_object=row.place_object,
        last_seen_at=row.last_seen_at,
        completed_at=row.completed_at,
        active_s=row.active_s,
        scaled=row.scaled,
        passed=row.passed,
    )
