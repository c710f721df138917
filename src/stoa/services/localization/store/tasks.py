"""Units with all that a person needs to work at them, in one statement however many they are."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.listing import Sought
from stoa.services.localization.domain.post_edit import Kind
from stoa.services.localization.domain.task import Neighbour, Task
from stoa.services.localization.store.listing import chosen
from stoa.services.localization.store.post_edits import free_for, in_order, post_edit_from
from stoa.services.localization.store.segments import is_wanted, segment_from
from stoa.services.localization.store.units import unit_from
from stoa.services.localization.tables import courses, objects, post_edits, segments, units

_OF_SEGMENT = ("object", "path", "form", "position", "text", "codes", "context")
_OF_POST_EDIT = (
    "kind",
    "priority",
    "due_at",
    "wanted_at",
    "draft",
    "holder",
    "held_until",
    "not_by",
    "skipped",
)


def _tasks() -> Select[Any]:
    return (
        select(
            units,
            *(segments.c[name].label(f"s_{name}") for name in _OF_SEGMENT),
            segments.c.checksum.label("s_checksum"),
            *(post_edits.c[name].label(f"p_{name}") for name in _OF_POST_EDIT),
            objects.c.title.label("object_title"),
            courses.c.title.label("course_title"),
            courses.c.locale.label("source_locale"),
        )
        .join(segments, and_(segments.c.id == units.c.segment, is_wanted(units.c.locale)))
        .join(courses, courses.c.course == units.c.course)
        .join(objects, and_(objects.c.course == units.c.course, objects.c.object == units.c.object))
    )


async def of_units(read: ReadSession, wanted: Collection[UUID]) -> list[Task]:
    """In the order of the queue, and what is not in it last."""
    rows = await read.all(
        _tasks()
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(among(units.c.id, wanted))
        .order_by(*in_order())
    )
    return [_task(row) for row in rows]


async def waiting(
    read: ReadSession,
    person: UUID,
    *,
    locales: Collection[str],
    course: UUID | None,
    kind: Kind | None,
    free: bool,
    most: int,
    offset: int,
) -> list[Task]:
    """The queue. free: only what the person may take now."""
    wanted: list[ColumnElement[bool]] = []
    if locales:
        wanted.append(post_edits.c.locale.in_(locales))
    if course is not None:
        wanted.append(post_edits.c.course == course)
    if kind is not None:
        wanted.append(post_edits.c.kind == kind.value)
    if free:
        wanted.append(free_for(person, read))
    rows = await read.all(
        _tasks()
        .join(post_edits, post_edits.c.unit == units.c.id)
        .where(*wanted)
        .order_by(*in_order())
        .limit(most)
        .offset(offset)
    )
    return [_task(row) for row in rows]


async def of_course(read: ReadSession, sought: Sought, *, most: int, offset: int) -> list[Task]:
    """Units of the course in the order of its text, whether anybody is asked about them or not."""
    rows = await read.all(
        _tasks()
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(*chosen(sought))
        .order_by(objects.c.position, segments.c.position)
        .limit(most)
        .offset(offset)
    )
    return [_task(row) for row in rows]


async def written_after(
    read: ReadSession, course: UUID, locale: str, last: UUID | None, most: int
) -> list[Task]:
    """Units that say or propose something for the present content. last: id of the one before."""
    wanted = [units.c.course == course, units.c.locale == locale, units.c.source == segments.c.checksum]
    if last is not None:
        wanted.append(units.c.id > last)
    rows = await read.all(
        _tasks()
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(*wanted, units.c.target != "")
        .order_by(units.c.id)
        .limit(most)
    )
    return [_task(row) for row in rows]


async def around(read: ReadSession, task: Task, most: int) -> list[Neighbour]:
    """What stands before and after the segment in its object, with what it says in the locale, in order."""
    at = task.segment.position
    said = and_(
        units.c.segment == segments.c.id,
        units.c.locale == task.unit.locale,
        units.c.source == segments.c.checksum,
    )
    rows = await read.all(
        select(segments, units.c.id.label("unit"), units.c.target, units.c.state)
        .outerjoin(units, said)
        .where(
            segments.c.course == task.unit.course,
            segments.c.object == task.unit.object,
            segments.c.present,
            segments.c.position.between(at - most, at + most),
        )
        .order_by(segments.c.position)
    )
    return [Neighbour(segment_from(row), row.unit, row.target, row.state) for row in rows]


async def count_waiting(read: ReadSession, now: datetime) -> dict[str, tuple[int, int]]:
    """By locale: how many wait, and how many of them are overdue."""
    overdue = func.count().filter(post_edits.c.due_at < now)
    rows = await read.all(
        select(post_edits.c.locale, func.count().label("all"), overdue.label("overdue")).group_by(
            post_edits.c.locale
        )
    )
    return {row.locale: (row._mapping["all"], row.overdue) for row in rows}


def _task(row: Row[Any]) -> Task:
    values = row._mapping
    of_segment = {name: values[f"s_{name}"] for name in (*_OF_SEGMENT, "checksum")}
    segment = {**of_segment, "id": values["segment"], "course": values["course"]}
    waits = {name: values[f"p_{name}"] for name in _OF_POST_EDIT}
    post_edit = {**waits, "unit": values["id"], "course": values["course"], "locale": values["locale"]}
    return Task(
        unit=unit_from(row),
        segment=segment_from(_Named(segment)),  # type: ignore[arg-type]
        waiting=post_edit_from(_Named(post_edit)) if waits["kind"] is not None else None,  # type: ignore[arg-type]
        object_title=row.object_title,
        course_title=row.course_title,
        source_locale=row.source_locale,
    )


class _Named:
    """Columns of one table of a joined row, by the names they have there."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)
