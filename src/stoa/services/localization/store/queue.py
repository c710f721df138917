"""What waits for people, counted."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from stoa.runtime.db import ReadSession
from stoa.services.localization.store.post_edits import free_for, in_order
from stoa.services.localization.tables import courses, post_edits

_MOST = 2_000
"""Courses in locales that are told apart; what is beyond is counted with none."""


class Heap(NamedTuple):
    """What waits in one locale of one course. free: of them, what the person may take now."""

    course: UUID
    title: str
    locale: str
    kind: str
    waiting: int
    free: int
    overdue: int


async def count_heaps(read: ReadSession, person: UUID, now: datetime) -> list[Heap]:
    rows = await read.all(
        select(
            post_edits.c.course,
            courses.c.title,
            post_edits.c.locale,
            post_edits.c.kind,
            func.count().label("waiting"),
            func.count().filter(free_for(person, read)).label("free"),
            func.count().filter(post_edits.c.due_at < now).label("overdue"),
        )
        .join(courses, courses.c.course == post_edits.c.course)
        .group_by(post_edits.c.course, courses.c.title, post_edits.c.locale, post_edits.c.kind)
        .order_by(courses.c.title, post_edits.c.locale)
        .limit(_MOST)
    )
    return [
        Heap(row.course, row.title, row.locale, row.kind, row.waiting, row.free, row.overdue) for row in rows
    ]


async def first_free(
    read: ReadSession,
    person: UUID,
    *,
    locales: Collection[str],
    course: UUID | None,
    kind: str | None,
    most: int,
) -> list[UUID]:
    """In the order of the queue, without holding them. Empty `locales` is any."""
    wanted = [free_for(person, read)]
    if locales:
        wanted.append(post_edits.c.locale.in_(locales))
    if course is not None:
        wanted.append(post_edits.c.course == course)
    if kind is not None:
        wanted.append(post_edits.c.kind == kind)
    statement = select(post_edits.c.unit).where(*wanted).order_by(*in_order()).limit(most)
    return [row.unit for row in await read.all(statement)]
