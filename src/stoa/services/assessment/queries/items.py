"""Items of a run in words, for those who teach it."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.markup import words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.assessment.store import access, item_sets

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ItemWords:
    """item_set: that it is asked in, by its title. prompt: plain text, its beginning."""

    item: UUID
    item_set: UUID
    title: str
    prompt: str


async def items_of(db: Database, caller: Caller, run: UUID) -> list[ItemWords]:
    """As the active version asks them. Raises NotFound unless the run is the caller's to grade."""
    async with db.read(caller) as read:
        found = await access.graded_run(read, caller, run)
        active = await item_sets.active_revision(read, found.course, caller.locale)
        if active is None:
            return []
        locale, revision = active
        stored = await item_sets.prompts(read, found.course, revision, locale)
    return [
        ItemWords(item, item_set, title, _shortened(words(prompt)))
        for item_set, title, item, prompt in stored
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
