"""The replica of what delivery activated."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Row, and_, delete, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on, insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.catalogue import (
    PAGE_SIZE,
    ActiveVersion,
    CourseCard,
    Found,
    KnownCourse,
    Starts,
    Wanted,
)
from stoa.services.tracking.domain.run import Admission
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.store import search
from stoa.services.tracking.store.naming import is_archived, nearness_to
from stoa.services.tracking.store.prerequisites import missing_titles
from stoa.services.tracking.tables import (
    archived,
    courses,
    enrolments,
    pilots,
    prerequisites,
    runs,
    withdrawn,
)


async def save_active(
    work: UnitOfWork, version: CourseVersion, *, activation: int, key: str, checksum: str
) -> bool:
    """Whether it was news: an activation older than the one known changes nothing."""
    await _lock(work, version.course, version.locale)
    gone = await work.value(
        select(withdrawn.c.activation).where(
            withdrawn.c.course == version.course, withdrawn.c.locale == version.locale
        )
    )
    if gone is not None and gone >= activation:
        return False
    row = {
        "tenant_id": work.tenant,
        "course": version.course,
        "locale": version.locale,
        "content": version.content,
        "version": version.version,
        "activation": activation,
        "manifest_key": key,
        "manifest_checksum": checksum,
        "title": version.title,
        "description": version.description,
        "minutes": ceil(version.outline.minutes),
        "steps": len(version.outline.steps),
        "search": search.vector(
            version.locale, version.title, version.description, " ".join(version.skills.values())
        ),
        "known_at": work.now,
        "activated_at": work.now,
    }
    kept = ("tenant_id", "course", "locale", "known_at")
    statement = insert(courses).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in row if name not in kept},
        where=courses.c.activation < statement.excluded.activation,
    )
    return await work.run(newer) > 0


async def withdraw(work: UnitOfWork, course: UUID, locale: str, activation: int) -> None:
    """Readers get it no longer; a later activation brings it back."""
    await _lock(work, course, locale)
    row = {"tenant_id": work.tenant, "course": course, "locale": locale, "activation": activation}
    statement = insert(withdrawn).values(row)
    later = func.greatest(withdrawn.c.activation, statement.excluded.activation)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "course", "locale"], set_={"activation": later}
        )
    )
    await work.run(
        delete(courses).where(
            courses.c.course == course, courses.c.locale == locale, courses.c.activation < activation
        )
    )


async def _lock(work: UnitOfWork, course: UUID, locale: str) -> None:
    """Activations and withdrawals come by different ways, at the same time perhaps."""
    await work.lock(f"version:{course}:{locale}")


async def save_archived(work: UnitOfWork, course: UUID, change: int, *, stands: bool) -> None:
    """A change older than the one known changes nothing."""
    row = {"tenant_id": work.tenant, "course": course, "at": work.now, "change": change, "stands": stands}
    statement = insert(archived).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course"],
        set_={name: statement.excluded[name] for name in ("at", "change", "stands")},
        where=archived.c.change < statement.excluded.change,
    )
    await work.run(newer)


async def is_known_archived(read: ReadSession, course: UUID) -> bool:
    return bool(await read.value(select(is_archived(literal(course)))))


async def is_offered(read: ReadSession, course: UUID) -> bool:
    """Whether the course can be scheduled: it is active in some locale and not archived."""
    known = (
        select(courses.c.course).where(courses.c.course == course, ~is_archived(courses.c.course)).limit(1)
    )
    return await read.value(known) is not None


async def active_versions(read: ReadSession, course: UUID) -> KnownCourse:
    columns = [column.label(name) for name, column in _VERSION.items()]
    ordered = (courses.c.known_at, courses.c.locale)
    required = (
        select(prerequisites.c.required).where(prerequisites.c.course == courses.c.course).scalar_subquery()
    )
    rows = await read.all(
        select(*columns, is_archived(courses.c.course).label("archived"), required.label("required"))
        .where(courses.c.course == course)
        .order_by(*ordered)
    )
    return KnownCourse(
        versions=tuple(version_from(row._asdict()) for row in rows),
        archived=any(row.archived for row in rows),
        required=tuple(rows[0].required or ()) if rows else (),
    )


def versions_json(course: ColumnElement[UUID]) -> ColumnElement[Any]:
    """The active versions of the course in one value, for a row that needs them too."""
    ordered = aggregate_order_by(_fields(_VERSION), courses.c.known_at, courses.c.locale)
    return select(func.json_agg(ordered, type_=JSON)).where(courses.c.course == course).scalar_subquery()


def pilots_json(course: ColumnElement[UUID], run: ColumnElement[UUID]) -> ColumnElement[Any]:
    """What learners of the run have first, in the same form."""
    ordered = aggregate_order_by(_fields(_PILOT), pilots.c.locale)
    of = pilots.c.course == course, pilots.c.version.is_not(None), run == pilots.c.runs.any_()
    return select(func.json_agg(ordered, type_=JSON)).where(*of).scalar_subquery()


def _fields(named: dict[str, Any]) -> ColumnElement[Any]:
    return func.json_build_object(
        *(part for name, column in named.items() for part in (literal(name), column))
    )


def version_from(values: dict[str, Any]) -> ActiveVersion:
    return ActiveVersion(**{name: values[name] for name in _VERSION})


_VERSION = {
    "locale": courses.c.locale,
    "version": courses.c.version,
    "key": courses.c.manifest_key,
    "checksum": courses.c.manifest_checksum,
    "title": courses.c.title,
}


_PILOT = {
    "locale": pilots.c.locale,
    "version": pilots.c.version,
    "key": pilots.c.manifest_key,
    "checksum": pilots.c.manifest_checksum,
    "title": pilots.c.title,
}


async def languages(read: ReadSession) -> Sequence[str]:
    """Locales in which there is something to learn."""
    rows = await read.all(select(courses.c.locale).distinct().order_by(courses.c.locale))
    return [row.locale for row in rows]


async def find(read: ReadSession, wanted: Wanted, *, locale: str, person: UUID, now: datetime) -> Found:
    """One card a course, in the locale nearest to the person's; best matches first, else by title."""
    nearness = nearness_to(courses.c.locale, locale)
    matching = search.query(wanted.language or locale, wanted.text)
    cards = (
        select(courses)
        .ext(distinct_on(courses.c.course))
        .where(*_chosen(wanted, matching))
        .order_by(courses.c.course, *(near.desc() for near in nearness), courses.c.known_at)
        .cte("cards")
    )
    offer = _offer(cards.c.course, person, now)
    missing = missing_titles(cards.c.course, person, locale)
    shown = select(
        cards,
        *(column.label(name) for name, column in offer.items()),
        missing.label("missing"),
        func.count().over().label("total"),
    ).where(*_started(wanted, offer))
    if matching is not None:
        shown = shown.order_by(func.ts_rank(cards.c.search, matching).desc())
    shown = (
        shown.order_by(cards.c.title, cards.c.course).limit(PAGE_SIZE).offset((wanted.page - 1) * PAGE_SIZE)
    )
    rows = await read.all(shown)
    return Found(tuple(map(_card, rows)), rows[0].total if rows else 0)


def _chosen(wanted: Wanted, matching: ColumnElement[str] | None) -> list[ColumnElement[bool]]:
    chosen = [~is_archived(courses.c.course)]
    if matching is not None:
        chosen.append(courses.c.search.op("@@", is_comparison=True)(matching))
    if wanted.language:
        chosen.append(courses.c.locale == wanted.language)
    return chosen


def _offer(course: ColumnElement[UUID], person: UUID, now: datetime) -> dict[str, ColumnElement[Any]]:
    """What can be done with the course: enter a run now, wait for one, go on with one's own."""
    reachable = and_(
        runs.c.course == course,
        runs.c.admission == Admission.EVERYONE,
        or_(runs.c.ends_at.is_(None), runs.c.ends_at > now),
        or_(runs.c.enrol_until.is_(None), runs.c.enrol_until > now),
    )
    started = or_(runs.c.starts_at.is_(None), runs.c.starts_at <= now)
    mine = and_(
        runs.c.course == course,
        enrolments.c.run == runs.c.id,
        enrolments.c.learner == person,
        enrolments.c.active,
    )
    return {
        "open_now": exists().where(reachable, started),
        "next_start": select(func.min(runs.c.starts_at)).where(reachable, ~started).scalar_subquery(),
        "registration": select(enrolments.c.registration)
        .where(mine)
        .order_by(enrolments.c.at.desc())
        .limit(1)
        .scalar_subquery(),
    }


def _started(wanted: Wanted, offer: dict[str, ColumnElement[Any]]) -> list[ColumnElement[bool]]:
    now, later, mine = offer["open_now"], offer["next_start"].is_not(None), offer["registration"].is_not(None)
    if wanted.starts is Starts.NOW:
        return [now]
    if wanted.starts is Starts.LATER:
        return [later]
    if wanted.starts is Starts.MINE:
        return [mine]
    return [] if wanted.staff else [or_(now, later, mine)]


def _card(row: Row[Any]) -> CourseCard:
    return CourseCard(
        course=row.course,
        locale=row.locale,
        title=row.title,
        description=row.description,
        minutes=row.minutes,
        steps=row.steps,
        open_now=row.open_now,
        next_start=row.next_start,
        registration=row.registration,
        missing=tuple(row.missing or ()),
    )
