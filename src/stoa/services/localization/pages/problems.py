"""Putting right what readers found wrong: the text sentence by sentence, beside what machines made of it."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Conflict, Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, Typed, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands import problems
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.pages.wording import codes_json, language_name, pieces, tongue
from stoa.services.localization.ports import Outside, ShownTexts
from stoa.services.localization.queries.problems import see_problem

_PAGE = "localization/problem.html"
_LONGEST_VERSION = 10
"""Digits."""


class ProblemPages(Controller):
    path = "/translation/problems"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/{problem:uuid}")
    async def see(
        self, problem: UUID, caller: Caller, db: Database, texts: ShownTexts, pages: Pages
    ) -> Response[Any]:
        values = await _values(problem, caller, db, texts, pages, {})
        return pages.show(_PAGE, caller, **values)

    @post("/{problem:uuid}")
    async def settle(
        self,
        form: Form,
        problem: UUID,
        caller: Caller,
        db: Database,
        outside: Outside,
        texts: ShownTexts,
        pages: Pages,
    ) -> Response[Any]:
        sums = form.several("sentence")
        typed = {sum_: form.text(f"target-{sum_}") for sum_ in sums}
        try:
            await problems.settle(
                db,
                outside,
                caller,
                await see_problem(db, texts, caller, problem),
                typed,
                seen=_version(form),
                insist=form.ticked("insist"),
            )
        except Repeated:
            return go_on(form.request, "/translation")
        except Refusal as refusal:
            values = await _values(problem, caller, db, texts, pages, typed)
            return form.again(refusal, _PAGE, **values)
        return go_on(form.request, "/translation")

    @post("/{problem:uuid}/dismiss")
    async def dismiss(
        self, form: Form, problem: UUID, caller: Caller, db: Database, texts: ShownTexts, pages: Pages
    ) -> Response[Any]:
        try:
            await problems.dismiss(db, caller, problem, seen=_version(form))
        except Repeated:
            return go_on(form.request, "/translation")
        except Conflict as refusal:
            values = await _values(problem, caller, db, texts, pages, {})
            return form.again(refusal, _PAGE, **values)
        return go_on(form.request, "/translation")


def _version(form: Typed) -> int:
    typed = form.text("version")
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST_VERSION else 0


async def _values(
    problem: UUID, caller: Caller, db: Database, texts: ShownTexts, pages: Pages, typed: dict[str, str]
) -> dict[str, Any]:
    """typed: targets that come back with a fault, by checksum of their sentence."""
    seen = await see_problem(db, texts, caller, problem)
    crumbs = [{"label": pages.gettext("Translation", caller.locale), "href": "/translation"}]
    return {
        "page": {"title": pages.gettext("Problem with a translation", caller.locale), "crumbs": crumbs},
        "opened": seen,
        "typed": typed,
        "pieces": pieces,
        "codes_of": codes_json,
        "tongue": tongue,
        "name_of": lambda tag: language_name(tag, caller.locale),
    }
