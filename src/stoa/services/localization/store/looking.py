"""What a look compares: few statements, however many courses there are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, FunctionFilter, Integer, Subquery, Table, and_, case, func, or_, select

from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.edition import Audience, Policy
from stoa.services.localization.domain.findings import Found, Kind, Looked
from stoa.services.localization.domain.release import Release
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.releases import release_from
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import (
    courses,
    delivered,
    locales,
    post_edits,
    problems,
    releases,
    requests,
    segments,
    units,
)

_TOLD = and_(
    releases.c.course == locales.c.course,
    releases.c.locale == locales.c.locale,
    releases.c.revision == locales.c.published_revision,
    locales.c.published_at.is_not(None),
)


async def editions(read: ReadSession) -> list[Looked]:
    """Every one that is wanted."""
    counted = _counted()
    here = and_(delivered.c.course == locales.c.course, delivered.c.locale == locales.c.locale)
    open_ = (
        select(func.count())
        .where(requests.c.course == locales.c.course, requests.c.locale == locales.c.locale)
        .scalar_subquery()
    )
    rows = await read.all(
        select(
            *(column for column in counted.c if column.name != "moved_at"),
            func.greatest(counted.c.moved_at, courses.c.heard_at, locales.c.since).label("moved_at"),
            locales.c.policy,
            locales.c.share,
            locales.c.audience,
            func.coalesce(courses.c.cut == courses.c.publication, False).label("cut"),
            open_.label("open"),
            (locales.c.published_change >= locales.c.change).label("settled"),
            releases.c.told_at,
            releases.c.version,
            delivered.c.version.label("shown"),
            delivered.c.course.is_not(None).label("heard_of"),
        )
        .select_from(locales)
        .join(counted, and_(counted.c.course == locales.c.course, counted.c.locale == locales.c.locale))
        .join(courses, courses.c.course == locales.c.course)
        .outerjoin(releases, _TOLD)
        .outerjoin(delivered, here)
    )
    return [
        Looked(**{**row._asdict(), "policy": Policy(row.policy), "audience": Audience(row.audience)})
        for row in rows
    ]


def _counted() -> Subquery:
    """Segments of every edition that is wanted, by what became of them."""
    least = case(
        (locales.c.policy == Policy.REVIEWED.value, int(State.REVIEWED)), else_=int(State.TRANSLATED)
    )
    second = and_(locales.c.two_reviewers, units.c.state == int(State.TRANSLATED), units.c.by.is_not(None))
    asked = and_(
        requests.c.course == locales.c.course,
        requests.c.locale == locales.c.locale,
        requests.c.object == segments.c.object,
    )
    says = and_(
        units.c.segment == segments.c.id,
        units.c.locale == locales.c.locale,
        units.c.source == segments.c.checksum,
    )

    def count(*wanted: ColumnElement[bool]) -> FunctionFilter[int]:
        return func.count(segments.c.id).filter(and_(*wanted))

    return (
        select(
            locales.c.course,
            locales.c.locale,
            func.count(segments.c.id).label("segments"),
            count(units.c.state >= int(State.TRANSLATED)).label("translated"),
            count(units.c.state >= int(State.REVIEWED)).label("reviewed"),
            count(units.c.id.is_(None), requests.c.object.is_(None)).label("unasked"),
            count(or_(units.c.state < least, second), post_edits.c.unit.is_(None)).label("unqueued"),
            func.max(units.c.changed_at).label("moved_at"),
        )
        .select_from(locales)
        .outerjoin(segments, and_(segments.c.course == locales.c.course, is_wanted(locales.c.locale)))
        .outerjoin(units, says)
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .outerjoin(requests, asked)
        .where(locales.c.active)
        .group_by(locales.c.course, locales.c.locale)
        .subquery()
    )


async def uncut(read: ReadSession, before: datetime) -> list[Found]:
    """Published before the moment."""
    rows = await read.all(
        select(courses.c.course).where(
            ~courses.c.archived,
            courses.c.heard_at < before,
            or_(courses.c.cut.is_(None), courses.c.cut != courses.c.publication),
        )
    )
    return [Found(Kind.UNCUT, row.course, "", 1) for row in rows]


async def stuck(read: ReadSession, before: datetime) -> list[Found]:
    """Asked for before the moment."""
    rows = await read.all(
        select(requests.c.course, requests.c.locale, func.count().label("objects"))
        .where(requests.c.at < before)
        .group_by(requests.c.course, requests.c.locale)
    )
    return [Found(Kind.STUCK, row.course, row.locale, row.objects) for row in rows]


async def unsettled(read: ReadSession, before: datetime) -> list[Found]:
    """Reported before the moment."""
    rows = await read.all(
        select(problems.c.course, problems.c.locale, func.count().label("problems"))
        .where(problems.c.settled_at.is_(None), problems.c.reported_at <= before)
        .group_by(problems.c.course, problems.c.locale)
    )
    return [Found(Kind.UNSETTLED, row.course, row.locale, row.problems) for row in rows]


async def orphans(read: ReadSession) -> list[Found]:
    """Of courses and locales that are not wanted."""
    shown = await read.all(
        select(delivered.c.course, delivered.c.locale)
        .join(courses, courses.c.course == delivered.c.course)
        .outerjoin(
            locales,
            and_(
                locales.c.course == delivered.c.course,
                locales.c.locale == delivered.c.locale,
                locales.c.active,
            ),
        )
        .where(
            delivered.c.version.is_not(None),
            delivered.c.locale != courses.c.locale,
            locales.c.course.is_(None),
        )
    )
    queued = await _of_nobody(read, post_edits, active=True)
    kept = await _of_nobody(read, units, active=False)
    return [
        *(Found(Kind.ORPHANED_EDITION, row.course, row.locale, 1) for row in shown),
        *(Found(Kind.ORPHANED_QUEUE, *row) for row in queued),
        *(Found(Kind.ORPHANED_UNITS, *row) for row in kept),
    ]


async def _of_nobody(read: ReadSession, table: Table, *, active: bool) -> list[tuple[UUID, str, int]]:
    """Rows of a course and locale that are not wanted; active: now, else that never were."""
    columns = table.c
    wanted = and_(locales.c.course == columns.course, locales.c.locale == columns.locale)
    rows = await read.all(
        select(columns.course, columns.locale, func.count().cast(Integer).label("rows"))
        .outerjoin(locales, and_(wanted, locales.c.active) if active else wanted)
        .where(locales.c.course.is_(None))
        .group_by(columns.course, columns.locale)
    )
    return [(row.course, row.locale, row.rows) for row in rows]


async def told(read: ReadSession) -> list[Release]:
    """The edition told last of every locale that is wanted."""
    rows = await read.all(select(releases).join(locales, _TOLD).where(locales.c.active))
    return [release_from(row) for row in rows]
