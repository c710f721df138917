"""The glossary: terms to look through, to agree upon and to take back."""

from typing import Annotated, Any
from uuid import UUID

from anyio import to_thread
from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.errors import Invalid, Refusal
from stoa.kernel.sheet_reading import LARGEST_FILE
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, first_answer, go_on, toast
from stoa.runtime.http import roles
from stoa.runtime.http.asked import scripted
from stoa.runtime.pages import Pages
from stoa.services.localization.commands import terms as commands
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.terms.file import MOST_ROWS, read_terms
from stoa.services.localization.domain.terms.shown import ShownTerm
from stoa.services.localization.domain.terms.wording import KeptTerm
from stoa.services.localization.pages.glossary_form import address, fields_of, sought_from, typed_wording
from stoa.services.localization.pages.wording import language_name, offered, tongue
from stoa.services.localization.queries import terms as queries
from stoa.services.localization.queries.terms import Scopes

BASE = "/translation/glossary"
_ROOM_FOR_FORM = 10_000


class GlossaryPages(Controller):
    path = BASE
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self,
        caller: Caller,
        db: Database,
        pages: Pages,
        pair: str = "",
        within: str = "",
        q: str = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
        removed: UUID | None = None,
        taken: int | None = None,
    ) -> Response[Any]:
        """removed: the term that was just taken off. taken: how many a file brought."""
        sought = sought_from(pair, within, q)
        seen = await queries.see_terms(db, caller, sought, page)
        gone = await queries.see_term(db, caller, removed) if removed else None
        return pages.show(
            "localization/glossary.html",
            caller,
            seen=seen,
            number=page,
            asked={"pair": pair, "within": within, "q": q},
            here_=address(BASE, sought),
            file=address("/api/terms/file", sought),
            gone=gone if gone and gone.removed else None,
            taken=taken,
            **_words(caller, seen.scopes),
        )

    @get("/new")
    async def new(self, caller: Caller, db: Database, pages: Pages, pair: str = "") -> Response[Any]:
        values = await _writing(db, caller)
        typed = fields_of(None, sought_from(pair, "", ""), caller.locale)
        return pages.show("localization/term.html", caller, term=None, typed=typed, **values)

    @post("/new", status_code=200)
    async def add(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        try:
            wording = typed_wording(form, caller.locale)
            await first_answer(commands.add_term(db, caller, wording), ShownTerm)
        except Refusal as error:
            return form.again(error, "localization/term.html", **await _again(form, db, caller, None))
        return go_on(form.request, f"{BASE}?pair={wording.source_locale}_{wording.target_locale}")

    @get("/{term:uuid}")
    async def edit(self, term: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        known = await queries.see_term(db, caller, term)
        values = await _writing(db, caller)
        typed = fields_of(known, None, caller.locale)
        return pages.show("localization/term.html", caller, term=known, typed=typed, **values)

    @post("/{term:uuid}", status_code=200)
    async def change(self, form: Form, term: UUID, caller: Caller, db: Database) -> Response[Any]:
        try:
            wording, version = typed_wording(form, caller.locale), _version(form)
            await first_answer(commands.change_term(db, caller, term, wording, version), ShownTerm)
        except Refusal as error:
            known = await queries.see_term(db, caller, term)
            return form.again(error, "localization/term.html", **await _again(form, db, caller, known))
        return go_on(form.request, f"{BASE}?pair={wording.source_locale}_{wording.target_locale}")

    @get("/{term:uuid}/row")
    async def row(self, term: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """As it is now, a removed one too."""
        return await _row(term, caller, db, pages)

    @post("/{term:uuid}/remove", status_code=200)
    async def remove(
        self, form: Form, term: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        """The row says so, and it can be undone."""
        await first_answer(commands.remove_term(db, caller, term), ShownTerm)
        if not scripted(form.request):
            return go_on(form.request, f"{BASE}?removed={term}")
        answer = await _row(term, caller, db, pages)
        said = pages.gettext("The term is removed. It counts no more.", caller.locale)
        answer.headers.update(toast(said, undo=f"{BASE}/{term}/restore"))
        return answer

    @post("/{term:uuid}/restore", status_code=200)
    async def restore(
        self, form: Form, term: UUID, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        await first_answer(commands.restore_term(db, caller, term), ShownTerm)
        if not scripted(form.request):
            return go_on(form.request, BASE)
        return await _row(term, caller, db, pages)

    @get("/file")
    async def choose(self, caller: Caller, pages: Pages) -> Response[Any]:
        return pages.show("localization/glossary_file.html", caller, **_upload())

    @post("/file", status_code=200, request_max_body_size=LARGEST_FILE + _ROOM_FOR_FORM)
    async def take(self, form: Form, caller: Caller, db: Database) -> Response[Any]:
        """All of it or nothing; the first line that cannot be read is named."""
        file = form.file("file")
        try:
            if file is None:
                raise Invalid("file.missing", field="file")
            wordings = await to_thread.run_sync(read_terms, await file.read())
            taken = await first_answer(commands.take_terms(db, caller, wordings), commands.Taken)
        except Refusal as error:
            return form.again(error, "localization/glossary_file.html", **_upload())
        return go_on(form.request, f"{BASE}?taken={taken.changed}")


async def _row(term: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
    known = await queries.see_term(db, caller, term)
    words = _words(caller, await queries.list_scopes(db, caller))
    return pages.fragment("localization/_glossary_row.html", caller, term=known, **words)


async def _writing(db: Database, caller: Caller) -> dict[str, Any]:
    return {
        "offered": offered(caller.locale, ()),
        **_words(caller, await queries.list_scopes(db, caller)),
    }


async def _again(form: Form, db: Database, caller: Caller, known: KeptTerm | None) -> dict[str, Any]:
    """The form as it was typed."""
    typed = {name: form.text(name) for name in fields_of(None, None, caller.locale)}
    return {"term": known, "typed": typed, **await _writing(db, caller)}


def _words(caller: Caller, scopes: Scopes) -> dict[str, Any]:
    return {
        "base": BASE,
        "scopes": scopes,
        "name_of": lambda tag: language_name(tag, caller.locale),
        "tongue": tongue,
    }


def _upload() -> dict[str, Any]:
    return {"base": BASE, "most_mb": LARGEST_FILE // 1_000_000, "most_rows": MOST_ROWS}


def _version(form: Form) -> int:
    text = form.text("version")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("input.not_a_number", field="version")
    return int(text)
