"""A unit with what the glossary says of its words."""

from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.store import tasks, terms


async def load_held(read: ReadSession, unit: UUID) -> tuple[Task, Glossary]:
    """The unit, and the glossary that its targets are held against. Raises NotFound."""
    found = await tasks.of_units(read, [unit])
    if not found:
        raise NotFound("unit.unknown")
    return found[0], await load_glossary(read, found[0])


async def load_glossary(read: ReadSession, task: Task) -> Glossary:
    """The same for all units of its course in its locale."""
    pair = LocalePair(task.source_locale, task.unit.locale)
    wordings = await terms.wordings_for(read, pair, task.unit.course)
    return await to_thread.run_sync(glossary_of, wordings, pair)
