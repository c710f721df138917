"""How far each language of a course is, counted in one statement."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select

from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.standing import Counted
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import courses, locales, post_edits, segments, units


async def count_by_locale(read: ReadSession, course: UUID) -> Mapping[str, Counted]:
    """Of the locales that are wanted, what has become of the segments that are in the course now."""
    says = units.c.source == segments.c.checksum
    done = and_(says, units.c.state >= int(State.TRANSLATED))
    again = and_(units.c.target != "", ~done, (units.c.version > 1) | ~says)
    rows = await read.all(
        select(
            locales.c.locale,
            func.count(segments.c.id).label("segments"),
            func.count().filter(done).label("translated"),
            func.count().filter(and_(says, units.c.state >= int(State.REVIEWED))).label("reviewed"),
            func.count().filter(again).label("stale"),
            func.count(post_edits.c.unit).label("queued"),
            func.count(segments.c.id)
            .filter(and_(post_edits.c.unit.is_(None), func.coalesce(~says, True)))
            .label("at_work"),
        )
        .select_from(locales)
        .outerjoin(segments, and_(segments.c.course == locales.c.course, is_wanted(locales.c.locale)))
        .outerjoin(units, and_(units.c.segment == segments.c.id, units.c.locale == locales.c.locale))
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(locales.c.course == course, locales.c.active)
        .group_by(locales.c.locale)
    )
    return {
        row.locale: Counted(row.segments, row.translated, row.reviewed, row.stale, row.queued, row.at_work)
        for row in rows
    }


async def source_changed_at(read: ReadSession, course: UUID) -> datetime | None:
    """When the newest revision of the source was heard of."""
    moment: datetime | None = await read.value(select(courses.c.heard_at).where(courses.c.course == course))
    return moment
