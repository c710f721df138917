"""What the dashboard shows, counted by PostgreSQL: a statement a figure, however many courses there are."""

from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    and_,
    case,
    cast,
    extract,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on

from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.figures import (
    BINS,
    STEPS,
    Coverage,
    Effort,
    Lag,
    Made,
    Tally,
    Waiting,
)
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import (
    changes,
    courses,
    locales,
    post_edits,
    releases,
    segments,
    units,
)

_MOST = 2_000
"""Courses in locales that are told apart."""
_ACCEPTED: ColumnElement[str] = literal_column("'accepted'")
"""Not a value that is filled in later: PostgreSQL then knows that its index of such entries will do."""
_MIDDLE: ColumnElement[float] = literal_column("0.5")
_SAYS = and_(units.c.source == segments.c.checksum, units.c.locale == locales.c.locale)


async def coverage(read: ReadSession, course: UUID | None) -> list[Coverage]:
    """Every course in every locale it is wanted in, the least translated first."""
    done = units.c.state >= int(State.TRANSLATED)
    behind = and_(
        locales.c.published_at.is_not(None),
        func.coalesce(locales.c.published_source, 0) < courses.c.revision,
    )
    translated = func.count().filter(done)
    rows = await read.all(
        select(
            locales.c.course,
            courses.c.title,
            locales.c.locale,
            func.count(segments.c.id).label("segments"),
            func.coalesce(func.sum(segments.c.words), 0).label("words"),
            translated.label("translated"),
            func.count().filter(units.c.state >= int(State.REVIEWED)).label("reviewed"),
            func.max(releases.c.share).label("has"),
            func.max(case((behind, courses.c.heard_at))).label("behind_since"),
        )
        .select_from(locales)
        .join(courses, courses.c.course == locales.c.course)
        .outerjoin(segments, and_(segments.c.course == locales.c.course, is_wanted(locales.c.locale)))
        .outerjoin(units, and_(units.c.segment == segments.c.id, _SAYS))
        .outerjoin(
            releases,
            and_(
                releases.c.course == locales.c.course,
                releases.c.locale == locales.c.locale,
                releases.c.revision == locales.c.published_revision,
                locales.c.published_at.is_not(None),
            ),
        )
        .where(locales.c.active, ~courses.c.archived, *_of(locales.c.course, course))
        .group_by(locales.c.course, courses.c.title, locales.c.locale)
        .order_by(
            translated / func.greatest(func.count(segments.c.id), 1).cast(Float),
            courses.c.title,
            locales.c.locale,
        )
        .limit(_MOST)
    )
    return [Coverage(**row._asdict()) for row in rows]


async def waiting(read: ReadSession, course: UUID | None) -> list[Waiting]:
    rows = await read.all(
        select(
            post_edits.c.course,
            post_edits.c.locale,
            func.count().label("units"),
            func.count().filter(post_edits.c.due_at < read.now).label("overdue"),
            func.count().filter(post_edits.c.held_until > read.now).label("held"),
            func.min(post_edits.c.wanted_at).label("oldest"),
        )
        .where(*_of(post_edits.c.course, course))
        .group_by(post_edits.c.course, post_edits.c.locale)
        .limit(_MOST)
    )
    return [Waiting(**row._asdict()) for row in rows]


async def efforts(read: ReadSession, course: UUID | None, since: datetime) -> list[Effort]:
    """From the log: what people accepted. The same person's second word about a unit counts again."""
    seconds = case((changes.c.seconds > 0, changes.c.seconds))
    rows = await read.all(
        select(
            changes.c.locale,
            func.count().label("accepted"),
            func.coalesce(func.sum(segments.c.words), 0).label("words"),
            func.coalesce(func.sum(changes.c.seconds), 0).label("seconds"),
            func.percentile_cont(_MIDDLE).within_group(seconds.asc()).label("median_s"),
            func.avg(changes.c.distance).label("distance"),
            *(func.count().filter(step).label(f"step_{at}") for at, step in enumerate(_steps())),
        )
        .select_from(changes)
        .outerjoin(units, units.c.id == changes.c.unit)
        .outerjoin(segments, segments.c.id == units.c.segment)
        .where(changes.c.action == _ACCEPTED, changes.c.at >= since, *_of(changes.c.course, course))
        .group_by(changes.c.locale)
    )
    return [
        Effort(
            locale=row.locale,
            accepted=row.accepted,
            words=row.words,
            seconds=row.seconds,
            median_s=row.median_s,
            distance=row.distance,
            steps=tuple(row._mapping[f"step_{at}"] for at in range(len(STEPS))),
        )
        for row in rows
    ]


def _steps() -> list[ColumnElement[bool]]:
    changed = changes.c.distance
    first = changed <= STEPS[0]
    return [first] + [and_(changed > low, changed <= high) for low, high in pairwise(STEPS)]


async def lags(read: ReadSession, course: UUID | None, since: datetime) -> list[Lag]:
    """Of the first edition of each revision of the source that readers got."""
    took = extract("epoch", releases.c.live_at - releases.c.wanted_at)
    first = (
        select(releases.c.locale, took.label("took"))
        .ext(distinct_on(releases.c.course, releases.c.locale, releases.c.source))
        .where(releases.c.told_at >= since, releases.c.live_at.is_not(None))
        .where(*_of(releases.c.course, course))
        .order_by(releases.c.course, releases.c.locale, releases.c.source, releases.c.revision)
        .subquery()
    )
    rows = await read.all(
        select(
            first.c.locale,
            func.count().label("editions"),
            func.percentile_cont(_MIDDLE).within_group(first.c.took.asc()).label("median_s"),
            cast(func.max(first.c.took), Float).label("slowest_s"),
        ).group_by(first.c.locale)
    )
    return [Lag(row.locale, row.editions, float(row.median_s), row.slowest_s) for row in rows]


async def tallies(read: ReadSession, course: UUID | None) -> list[Tally]:
    """Of what stands, or is proposed, for the source as it is now."""
    # A hair more, so that 0.95 is not 18.999 twentieths.
    told = or_(
        units.c.origin != Origin.MACHINE.value, units.c.estimate["calibration"].as_integer().is_not(None)
    )
    at = cast(func.floor(units.c.score * BINS + 1e-9), Integer)
    # Of nothing and a number PostgreSQL takes the number as the least.
    bin_ = case((and_(told, units.c.score.is_not(None)), func.least(at, BINS - 1)))
    rows = await read.all(
        _present(
            select(
                units.c.locale,
                units.c.origin,
                bin_.label("bin"),
                func.count().label("units"),
                func.sum(segments.c.words).label("words"),
            ),
            course,
        ).group_by(units.c.locale, units.c.origin, bin_)
    )
    return [Tally(**row._asdict()) for row in rows]


async def machines(read: ReadSession, course: UUID | None) -> list[Made]:
    rows = await read.all(
        _present(
            select(
                units.c.engine,
                func.sum(segments.c.words).label("words"),
                func.sum(func.char_length(segments.c.text)).label("characters"),
            ),
            course,
        )
        .where(units.c.origin == Origin.MACHINE.value)
        .group_by(units.c.engine)
    )
    return [Made(**row._asdict()) for row in rows]


def _present(chosen: Any, course: UUID | None) -> Any:
    """Units with a target for what a segment says now, of locales that are wanted."""
    return (
        chosen.select_from(units)
        .join(segments, and_(segments.c.id == units.c.segment, is_wanted(units.c.locale)))
        .join(locales, and_(locales.c.course == units.c.course, _SAYS, locales.c.active))
        .where(or_(units.c.origin != "", units.c.target != ""), *_of(units.c.course, course))
    )


def _of(column: ColumnElement[UUID], course: UUID | None) -> list[ColumnElement[bool]]:
    return [] if course is None else [column == course]
