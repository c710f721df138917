"""Words in the memory and in approved units, the newest first."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.concordance import LOOKED_THROUGH, MOST, Occurrence
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.coding import coded_from
from stoa.services.localization.tables import courses, files, memory, objects, segments, units


async def of_memory(
    read: ReadSession, pair: LocalePair, scopes: Collection[str], pattern: str
) -> tuple[list[Occurrence], bool]:
    """One more than are shown, of the newest units; and whether there are no older ones."""
    among_them = (
        select(memory)
        .where(memory.c.source_locale == pair.source, memory.c.target_locale == pair.target)
        .where(among(memory.c.scope, scopes), ~memory.c.removed)
        .order_by(memory.c.changed_at.desc(), memory.c.id.desc())
    )
    looked = among_them.limit(LOOKED_THROUGH).subquery("looked")
    rows = await read.all(
        select(looked, courses.c.title.label("course_title"), files.c.name.label("file_name"))
        .outerjoin(units, units.c.id == looked.c.unit)
        .outerjoin(courses, courses.c.course == units.c.course)
        .outerjoin(files, files.c.id == looked.c.file)
        .where(has_words(pattern, looked.c.source, looked.c.target))
        .order_by(looked.c.changed_at.desc(), looked.c.id.desc())
        .limit(MOST + 1)
    )
    found = [
        Occurrence(
            source=(source := coded_from(row.source, row.codes)),
            target=CodedText(row.target, source.codes),
            origin=row.origin,
            at=row.changed_at,
            course=row.course_title or "",
            file=row.file_name or "",
            unit=row.unit,
            by=row.by,
        )
        for row in rows
    ]
    older = among_them.with_only_columns(memory.c.id).offset(LOOKED_THROUGH).limit(1)
    return found, len(found) > MOST or await read.value(older) is None


async def of_course(read: ReadSession, course: UUID, locale: str, pattern: str) -> list[Occurrence]:
    """One more than are shown, of what people approved for what the course says now."""
    stands = and_(segments.c.id == units.c.segment, segments.c.present, segments.c.checksum == units.c.source)
    rows = await read.all(
        select(
            units,
            segments.c.text.label("said"),
            segments.c.codes,
            courses.c.title.label("course_title"),
            objects.c.title.label("object_title"),
        )
        .join(segments, stands)
        .join(courses, courses.c.course == units.c.course)
        .join(objects, and_(objects.c.course == units.c.course, objects.c.object == units.c.object))
        .where(units.c.course == course, units.c.locale == locale, units.c.by.is_not(None))
        .where(units.c.state >= int(State.TRANSLATED), has_words(pattern, segments.c.text, units.c.target))
        .order_by(units.c.changed_at.desc(), units.c.id.desc())
        .limit(MOST + 1)
    )
    return [
        Occurrence(
            source=(source := coded_from(row.said, row.codes)),
            target=CodedText(row.target, source.codes),
            origin=row.origin or Origin.PERSON.value,
            at=row.changed_at,
            course=row.course_title,
            thing=row.object_title,
            unit=row.id,
            by=row.by,
        )
        for row in rows
    ]


def has_words(pattern: str, *texts: ColumnElement[str]) -> ColumnElement[bool]:
    """In one of the texts. pattern: as of `pattern_of`."""
    return or_(*(text.regexp_match(pattern, flags="i") for text in texts))
