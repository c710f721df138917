"""The glossary: terms to find, to agree upon, to take back; all of them as a file."""

from typing import Annotated
from uuid import UUID

from anyio import to_thread
from litestar import Controller, Response, delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.kernel.locale import parse_locale
from stoa.kernel.sheet_reading import LARGEST_FILE
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.http.body import Body
from stoa.services.localization.commands import terms as commands
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.scopes import parse_scope
from stoa.services.localization.domain.terms.file import read_terms, write_terms
from stoa.services.localization.domain.terms.shown import ShownTerm, shown_term
from stoa.services.localization.domain.terms.sought import Sought
from stoa.services.localization.domain.terms.wording import (
    LONGEST_NOTE,
    LONGEST_TERM,
    Use,
    Wording,
)
from stoa.services.localization.queries import terms as queries

Tag = Annotated[str, Meta(min_length=2, max_length=35)]
Words = Annotated[str, Meta(min_length=1, max_length=LONGEST_TERM)]
Scope = Annotated[str, Meta(max_length=80)]


class SaidTerm(Body, frozen=True, kw_only=True):
    """scope: `tenant`, `course:{id}` or `domain:{name}`. case: whether capitals count."""

    source_locale: Tag
    target_locale: Tag
    source: Words
    target: Words
    use: Use = Use.PREFERRED
    scope: Scope = TENANT
    case: bool = False
    note: Annotated[str, Meta(max_length=LONGEST_NOTE)] = ""

    def wording(self) -> Wording:
        """Raises Invalid."""
        return Wording(
            source_locale=parse_locale(self.source_locale, "source_locale"),
            target_locale=parse_locale(self.target_locale, "target_locale"),
            source=self.source,
            target=self.target,
            use=self.use,
            scope=self.scope,
            case=self.case,
            note=self.note,
        )


class ChangedTerm(SaidTerm, frozen=True, kw_only=True):
    """version: that was seen."""

    version: Annotated[int, Meta(ge=1)]


class Terms(Controller):
    path = "/api/terms"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(
        self,
        caller: Caller,
        db: Database,
        source_locale: str = "",
        target_locale: str = "",
        within: str = "",
        q: str = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> list[ShownTerm]:
        """Fifty a page, by the words of their source. within: a scope.

        q: stands in the source, the target or the note.
        """
        sought = Sought(source_locale, target_locale, _scope(within), q.strip())
        return [shown_term(term) for term in await queries.list_terms(db, caller, sought, page)]

    @post("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def add(self, data: SaidTerm, caller: Caller, db: Database) -> ShownTerm:
        """It counts for whatever is translated or checked from now on."""
        return await commands.add_term(db, caller, data.wording())

    @put("/{term:uuid}", opt=roles(*WHO_MAY_TRANSLATE))
    async def change(self, term: UUID, data: ChangedTerm, caller: Caller, db: Database) -> ShownTerm:
        """All of it anew."""
        return await commands.change_term(db, caller, term, data.wording(), data.version)

    @delete("/{term:uuid}", opt=roles(*WHO_MAY_TRANSLATE))
    async def remove(
        self,
        term: UUID,
        caller: Caller,
        db: Database,
        version: Annotated[int | None, QueryParameter(ge=1)] = None,
    ) -> None:
        """It counts no more. version: that was seen, if it matters."""
        await commands.remove_term(db, caller, term, version)

    @post("/{term:uuid}/restore", opt=roles(*WHO_MAY_TRANSLATE), status_code=200)
    async def restore(self, term: UUID, caller: Caller, db: Database) -> ShownTerm:
        """A removed one counts again, as it was."""
        return await commands.restore_term(db, caller, term)

    @get("/file", opt=roles(*WHO_MAY_TRANSLATE))
    async def export(
        self,
        caller: Caller,
        db: Database,
        source_locale: str = "",
        target_locale: str = "",
        within: str = "",
        q: str = "",
    ) -> Response[bytes]:
        """As CSV."""
        sought = Sought(source_locale, target_locale, _scope(within), q.strip())
        table = await to_thread.run_sync(write_terms, await queries.every_term(db, caller, sought))
        headers = {"Content-Disposition": 'attachment; filename="glossary.csv"', "Cache-Control": "no-store"}
        return Response(table, media_type="text/csv", headers=headers)

    @post("/file", opt=roles(*WHO_MAY_TRANSLATE), status_code=200, request_max_body_size=LARGEST_FILE)
    async def take(self, request: AnyRequest, caller: Caller, db: Database) -> commands.Taken:
        """CSV as the file above, as the body itself. All of it or none; nothing is removed."""
        wordings = await to_thread.run_sync(read_terms, await request.body())
        return await commands.take_terms(db, caller, wordings)


def _scope(within: str) -> str:
    """Empty is any. Raises Invalid."""
    return parse_scope(within, "within", "term.scope") if within else ""
