"""What became of machines' proposals for which there was a chance."""

from uuid import UUID

from sqlalchemy import and_, func, literal_column, select, true

from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.calibration import TOUCH
from stoa.services.localization.domain.quality.chances import Fate
from stoa.services.localization.tables import changes, courses, locales, units


async def fates(read: ReadSession, course: UUID | None) -> list[Fate]:
    """Between every two locales that are wanted, of one course or of all."""
    stood = (
        select(changes.c.unit, func.max(changes.c.version).label("version"))
        .where(changes.c.action == literal_column("'stood'"))
        .group_by(changes.c.unit)
        .subquery()
    )
    later = changes.alias("later")
    word = (
        select(func.bool_or(later.c.distance > TOUCH).label("changed"))
        .where(
            later.c.unit == stood.c.unit,
            later.c.version > stood.c.version,
            later.c.action == literal_column("'accepted'"),
        )
        .lateral("word")
    )
    told = and_(
        units.c.course == locales.c.course,
        units.c.locale == locales.c.locale,
        units.c.estimate["calibration"].as_integer().is_not(None),
    )
    rows = await read.all(
        select(
            courses.c.locale.label("source"),
            locales.c.locale.label("target"),
            func.count(units.c.id).label("given"),
            func.count(stood.c.unit).label("stood"),
            func.count(word.c.changed).label("looked"),
            func.count().filter(word.c.changed).label("changed"),
        )
        .select_from(locales)
        .join(courses, courses.c.course == locales.c.course)
        .outerjoin(units, told)
        .outerjoin(stood, stood.c.unit == units.c.id)
        .outerjoin(word, true())
        .where(
            locales.c.active, ~courses.c.archived, *([] if course is None else [locales.c.course == course])
        )
        .group_by(courses.c.locale, locales.c.locale)
        .order_by(courses.c.locale, locales.c.locale)
    )
    return [
        Fate(LocalePair(row.source, row.target), row.given, row.stood, row.looked, row.changed)
        for row in rows
    ]
