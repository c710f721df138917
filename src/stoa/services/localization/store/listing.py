"""Which units of a course in a locale are looked for, and how many there are."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.listing import Condition, Sought
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store.concordance import has_words
from stoa.services.localization.store.remarks import is_stale
from stoa.services.localization.store.segments import is_wanted
from stoa.services.localization.tables import post_edits, segments, units

_OF_MEMORY = (Origin.CONTEXT.value, Origin.EXACT.value, Origin.FUZZY.value)


def chosen(sought: Sought) -> list[ColumnElement[bool]]:
    """Of units joined with their segments and what is asked about them. Raises Invalid."""
    wanted = [units.c.course == sought.course, units.c.locale == sought.locale]
    if sought.object is not None:
        wanted.append(units.c.object == sought.object)
    if sought.state is not None:
        wanted.append(units.c.state == int(sought.state))
    if sought.condition is not None:
        wanted.append(_FARES[sought.condition]())
    if (pattern := sought.pattern) is not None:
        wanted.append(has_words(pattern, segments.c.text, units.c.target))
    return wanted


async def count_units(read: ReadSession, sought: Sought) -> int:
    statement = (
        select(func.count())
        .select_from(units)
        .join(segments, and_(segments.c.id == units.c.segment, is_wanted(units.c.locale)))
        .outerjoin(post_edits, post_edits.c.unit == units.c.id)
        .where(*chosen(sought))
    )
    return int(await read.value(statement))


async def count_unseen(read: ReadSession, course: UUID, locale: str) -> int:
    """Segments that have no unit yet: memory and machines have not come by."""
    seen = and_(units.c.segment == segments.c.id, units.c.locale == locale)
    statement = (
        select(func.count())
        .select_from(segments)
        .outerjoin(units, seen)
        .where(segments.c.course == course, is_wanted(locale), units.c.id.is_(None))
    )
    return int(await read.value(statement))


def _by_itself(*origins: str) -> ColumnElement[bool]:
    return and_(units.c.origin.in_(origins), units.c.by.is_(None), units.c.target != "")


def _accepted() -> ColumnElement[bool]:
    says = units.c.source == segments.c.checksum
    return and_(units.c.by.is_not(None), units.c.state >= int(State.TRANSLATED), says)


def _stale() -> ColumnElement[bool]:
    """What stands for the present source is not; so the log is asked about the others alone."""
    may_be = or_(units.c.source != segments.c.checksum, units.c.state == int(State.INITIAL))
    return and_(may_be, is_stale())


_FARES: Mapping[Condition, Callable[[], ColumnElement[bool]]] = {
    Condition.UNTRANSLATED: lambda: units.c.target == "",
    Condition.MACHINE: lambda: _by_itself(Origin.MACHINE.value),
    Condition.MEMORY: lambda: _by_itself(*_OF_MEMORY),
    Condition.WAITING: lambda: and_(post_edits.c.unit.is_not(None), units.c.target != ""),
    Condition.ACCEPTED: _accepted,
    Condition.STALE: _stale,
    Condition.FOUND: lambda: func.jsonb_array_length(units.c.checks) > 0,
}
