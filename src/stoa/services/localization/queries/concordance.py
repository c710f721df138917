"""Words that somebody marked on the desk, in what the memory and the course say."""

from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.concordance import MOST, Concordance, newest, pattern_of
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.remembered import scopes_of
from stoa.services.localization.domain.task import Task
from stoa.services.localization.store import concordance, editions, tasks


async def see_concordance(db: Database, caller: Caller, unit: UUID, words: str) -> tuple[Task, Concordance]:
    """In the scopes that the unit's course looks into. Raises Invalid, NotFound."""
    pattern = pattern_of(words)
    async with db.read(caller) as read:
        found = await tasks.of_units(read, [unit])
        if not found:
            raise NotFound("unit.unknown")
        [task] = found
        course, locale = task.unit.course, task.unit.locale
        edition = await editions.load_edition(read, course, locale)
        scopes = scopes_of(course, edition.terms.domain if edition else "")
        here = await concordance.of_course(read, course, locale, pattern)
        pair = LocalePair(task.source_locale, locale)
        known, whole = await concordance.of_memory(read, pair, scopes, pattern)
    occurrences = newest(here, known)
    return task, Concordance(words, pattern, occurrences[:MOST], len(occurrences) > MOST, whole)
