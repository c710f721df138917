"""Terms of the glossary, to look through and to take home."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.terms.sought import Sought
from stoa.services.localization.domain.terms.wording import KeptTerm
from stoa.services.localization.store import courses, editions, terms

PAGE = 50


@dataclass(frozen=True, slots=True)
class Scopes:
    """Where a term may count beside everywhere. courses: titles by scope. domains: names."""

    courses: dict[str, str]
    domains: list[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """count: of all that were sought. pairs: between which there are any terms, whatever is sought."""

    terms: list[KeptTerm]
    count: int
    pairs: list[LocalePair]
    scopes: Scopes

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


async def list_terms(db: Database, caller: Caller, sought: Sought, page: int) -> list[KeptTerm]:
    """A page of them, by the words of their source."""
    async with db.read(caller) as read:
        return await terms.list_terms(read, sought, most=PAGE, offset=(page - 1) * PAGE)


async def see_terms(db: Database, caller: Caller, sought: Sought, page: int) -> Listed:
    """As the page of the glossary shows them: five statements, however many there are."""
    async with db.read(caller) as read:
        return Listed(
            terms=await terms.list_terms(read, sought, most=PAGE, offset=(page - 1) * PAGE),
            count=await terms.count_terms(read, sought),
            pairs=await terms.list_pairs(read),
            scopes=await _scopes(read),
        )


async def every_term(db: Database, caller: Caller, sought: Sought) -> list[KeptTerm]:
    """For a file."""
    async with db.read(caller) as read:
        return await terms.list_terms(read, sought)


async def see_term(db: Database, caller: Caller, term: UUID) -> KeptTerm:
    """A removed one too. Raises NotFound."""
    async with db.read(caller) as read:
        found = await terms.load_term(read, term)
    if found is None:
        raise NotFound("term.unknown")
    return found


async def list_scopes(db: Database, caller: Caller) -> Scopes:
    async with db.read(caller) as read:
        return await _scopes(read)


async def _scopes(read: ReadSession) -> Scopes:
    titles = {f"course:{one.id}": one.title for one in await courses.list_courses(read)}
    return Scopes(titles, await editions.list_domains(read))
