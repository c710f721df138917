"""What readers found wrong, and nobody has put right."""

from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.contracts.shown import PRIVATE
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.on_request import at_hand
from stoa.services.localization.domain.open_problem import OpenProblem, sentences_of
from stoa.services.localization.domain.problem import Problem
from stoa.services.localization.domain.terms.glossary import glossary_of
from stoa.services.localization.ports import ShownTexts
from stoa.services.localization.store import on_request, problems

PAGE = 50


@dataclass(frozen=True, slots=True)
class Problems:
    """A page of them. count: in all. page: its number."""

    problems: list[Problem]
    count: int
    page: int = 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


async def list_problems(db: Database, caller: Caller, page: int = 1) -> Problems:
    async with db.read(caller) as read:
        count = await problems.count_waiting(read)
        return Problems(await problems.waiting(read, PAGE, (page - 1) * PAGE), count, page)


async def see_problem(db: Database, texts: ShownTexts, caller: Caller, problem: UUID) -> OpenProblem:
    """What was reported, and what readers get of it now.

    Raises NotFound, also for a private text that nobody has to look at any longer.
    """
    async with db.read(caller) as read:
        found = await problems.load(read, problem)
    if found.kind in PRIVATE and found.settled_at is not None:
        raise NotFound("problem.unknown")
    text = await texts.text(found.kind, found.key, found.checksum)
    pair = LocalePair(text.locale, found.locale)
    async with db.read(caller) as read:
        known = await on_request.know(read, text, pair)
    glossary = await to_thread.run_sync(glossary_of, known.wordings, pair)
    sentences = await to_thread.run_sync(sentences_of, text, at_hand(text, known), glossary)
    return OpenProblem(found, sentences, glossary)
