"""A course in a locale as a file for translators' own tools."""

from collections.abc import AsyncIterator
from functools import partial
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.files import Format, export
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Provenance
from stoa.services.localization.domain.listing import Sought
from stoa.services.localization.domain.returned import name_of
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State
from stoa.services.localization.queries.streaming import streamed
from stoa.services.localization.store import courses, editions, tasks

_AT_ONCE = 500


async def write_course(
    db: Database, caller: Caller, course: UUID, locale: str, wanted: Format
) -> AsyncIterator[bytes]:
    """In the order of its text. Raises NotFound where it is not translated into the locale."""
    async with db.read(caller) as read:
        known = await courses.load_course(read, course)
        edition = await editions.load_edition(read, course, locale)
    if known is None:
        raise NotFound("localization.course_unknown")
    if edition is None or not edition.active:
        raise NotFound("locale.unknown", locale=locale)
    written = 0

    async def next_page() -> list[ExchangedUnit]:
        nonlocal written
        async with db.read(caller) as read:
            page = await tasks.of_course(read, Sought(course, locale), most=_AT_ONCE, offset=written)
        written += len(page)
        return [_exchanged(task) for task in page]

    return streamed(
        next_page,
        partial(
            export,
            wanted=wanted,
            source_locale=Locale(known.locale),
            locale=Locale(locale),
            original=str(course),
        ),
    )


def _exchanged(task: Task) -> ExchangedUnit:
    """A target of something else than the segment says now stays here: it would pass for a translation."""
    unit, segment = task.unit, task.segment
    says = unit.source == segment.checksum and bool(unit.target)
    return ExchangedUnit(
        id=name_of(unit, segment.checksum),
        source_locale=Locale(task.source_locale),
        locale=Locale(unit.locale),
        source=segment.coded,
        target=CodedText(unit.target, segment.coded.codes) if says else None,
        state=unit.state if says else State.INITIAL,
        context=(Context("object", task.object_title),),
        provenance=Provenance(unit.origin or None, None, unit.changed_at) if says else Provenance(),
    )
