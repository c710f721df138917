"""Whom somebody follows, and the courses of those, each in one statement however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, func, literal, or_, select, union

from stoa.runtime.db import ReadSession
from stoa.services.tracking.domain.followed import PAGE_SIZE, FollowedCourse, FollowedPerson, Follower
from stoa.services.tracking.store.naming import nearest_title
from stoa.services.tracking.store.runs import run_from
from stoa.services.tracking.tables import enrolments, groups, people, registrations, runs, wards

_RUN = [column.label(f"run_{column.name}") for column in runs.c]


async def followed(
    read: ReadSession, by: Follower, page: int, now: datetime
) -> tuple[list[FollowedPerson], int]:
    """Who was seen last first; with how many there are in all."""
    theirs = _followed(by).subquery("theirs")
    going = and_(
        registrations.c.id.is_not(None),
        registrations.c.completed_at.is_(None),
        or_(runs.c.starts_at.is_(None), runs.c.starts_at <= now),
        or_(runs.c.ends_at.is_(None), runs.c.ends_at > now),
    )
    seen = func.max(registrations.c.last_seen_at)
    listed = (
        select(
            theirs.c.id.label("person"),
            func.count().filter(going).label("going_on"),
            func.count(registrations.c.completed_at).label("completed"),
            func.min(runs.c.ends_at).filter(going).label("due_at"),
            seen.label("last_seen_at"),
        )
        .outerjoin(enrolments, and_(enrolments.c.learner == theirs.c.id, enrolments.c.active))
        .outerjoin(registrations, registrations.c.id == enrolments.c.registration)
        .outerjoin(runs, runs.c.id == registrations.c.run)
        .group_by(theirs.c.id)
        .order_by(seen.desc().nulls_last(), theirs.c.id)
    )
    rows = await read.all(listed.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    count = await read.value(select(func.count()).select_from(_followed(by).subquery()))
    return [FollowedPerson(**row._asdict()) for row in rows], int(count or 0)


async def is_followed(read: ReadSession, by: Follower, person: UUID) -> bool:
    theirs = _followed(by).subquery("theirs")
    return await read.value(select(literal(1)).where(theirs.c.id == person)) is not None


async def courses_of(
    read: ReadSession, person: UUID, locale: str, page: int
) -> tuple[list[FollowedCourse], int]:
    """Those with an active enrolment, the one used last first; with how many there are in all."""
    mine = and_(enrolments.c.learner == person, enrolments.c.active)
    listed = (
        select(
            registrations.c.id,
            registrations.c.share,
            registrations.c.last_seen_at,
            registrations.c.completed_at,
            registrations.c.passed,
            nearest_title(registrations.c.course, locale).label("course_title"),
            *_RUN,
        )
        .join(enrolments, enrolments.c.registration == registrations.c.id)
        .join(runs, runs.c.id == registrations.c.run)
        .where(mine)
        .order_by(
            registrations.c.last_seen_at.desc().nulls_last(), enrolments.c.at.desc(), registrations.c.id
        )
    )
    rows = await read.all(listed.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    count = await read.value(select(func.count()).select_from(enrolments).where(mine))
    return [_course(row) for row in rows], int(count or 0)


def _followed(by: Follower) -> Select[tuple[UUID]]:
    """Who may still sign in, and not the follower."""
    members = select(func.unnest(groups.c.members).label("id")).where(
        literal(by.manages), groups.c.managers.contains([by.person])
    )
    in_care = select(func.unnest(wards.c.wards).label("id")).where(
        literal(by.guards), wards.c.guardian == by.person
    )
    found = union(members, in_care).subquery("found")
    gone = exists().where(people.c.id == found.c.id, people.c.active.is_(False))
    return select(found.c.id).where(found.c.id != by.person, ~gone)


def _course(row: Row[Any]) -> FollowedCourse:
    values = row._asdict()
    return FollowedCourse(
        registration=row.id,
        run=run_from({column.name: values[f"run_{column.name}"] for column in runs.c}),
        course_title=row.course_title or "",
        share=row.share,
        last_seen_at=row.last_seen_at,
        completed_at=row.completed_at,
        passed=row.passed,
    )
