"""The languages of a course: how far each is, adding one, on which terms, removing it."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Invalid, NotFound, Refusal
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.audience import choose_audience
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, choose_locale, remove_locale
from stoa.services.localization.domain.edition import Audience, Edition, Terms
from stoa.services.localization.domain.thresholds import THRESHOLDS
from stoa.services.localization.pages.terms_form import fields_of, typed_terms
from stoa.services.localization.pages.wording import (
    chosen_locale,
    language_name,
    offered,
    own_name,
    said_finely,
    said_percent,
    tongue,
)
from stoa.services.localization.queries.languages import list_runs, see_chances, see_language, see_languages


class LanguagePages(Controller):
    path = "/editor/courses/{course:uuid}/languages"
    opt = roles(*WHO_MAY_CHOOSE)

    @get("/")
    async def show(
        self, course: UUID, caller: Caller, db: Database, pages: Pages, removed: str | None = None
    ) -> Response[Any]:
        """removed: the locale that was just taken off."""
        seen = await see_languages(db, caller, course)
        gone = language_name(str(parse_locale(removed)), caller.locale) if removed else None
        template = "localization/languages.html" if seen else "localization/unpublished.html"
        return pages.show(template, caller, course=course, seen=seen, removed=gone, **_words(caller))

    @get("/progress")
    async def progress(self, course: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """The part of the page that asks again while memory and machine are at work."""
        seen = await see_languages(db, caller, course)
        if seen is None:
            raise NotFound("localization.course_unknown")
        return pages.fragment(
            "localization/_languages.html", caller, course=course, seen=seen, **_words(caller)
        )

    @get("/new")
    async def new(self, course: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        values = await _adding(db, caller, course)
        return pages.show("localization/language_new.html", caller, typed=fields_of(Terms()), **values)

    @post("/new", status_code=200)
    async def add(self, form: Form, course: UUID, caller: Caller, db: Database) -> Response[Any]:
        try:
            locale = chosen_locale(form.text("locale"), caller.locale)
            await first_answer(choose_locale(db, caller, course, locale, typed_terms(form)), Edition)
        except Refusal as error:
            typed = {**fields_of(Terms()), "locale": form.text("locale"), "policy": form.text("policy")}
            values = await _adding(db, caller, course)
            return form.again(error, "localization/language_new.html", typed=typed, **values)
        return go_on(form.request, f"/editor/courses/{course}/languages")

    @get("/{locale:str}")
    async def edit(
        self, course: UUID, locale: str, caller: Caller, db: Database, pages: Pages
    ) -> Response[Any]:
        values = await _editing(db, caller, course, locale)
        typed = fields_of(values["language"].edition.terms)
        return pages.show("localization/language.html", caller, typed=typed, **values)

    @post("/{locale:str}", status_code=200)
    async def change(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database
    ) -> Response[Any]:
        tag = parse_locale(locale)
        try:
            await first_answer(choose_locale(db, caller, course, tag, typed_terms(form)), Edition)
        except Refusal as error:
            values = await _editing(db, caller, course, locale)
            typed = fields_of(values["language"].edition.terms)
            return form.again(error, "localization/language.html", typed=typed, **values)
        return go_on(form.request, f"/editor/courses/{course}/languages")

    @post("/{locale:str}/audience", status_code=200)
    async def choose_audience(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database
    ) -> Response[Any]:
        """Who gets it, from now on."""
        tag = parse_locale(locale)
        try:
            chosen = choose_audience(db, caller, course, tag, *_audience(form))
            await first_answer(chosen, Edition)
        except Refusal as error:
            values = await _editing(db, caller, course, locale)
            typed = fields_of(values["language"].edition.terms)
            return form.again(error, "localization/language.html", typed=typed, **values)
        return go_on(form.request, f"/editor/courses/{course}/languages/{tag}")

    @post("/{locale:str}/remove")
    async def remove(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database
    ) -> Response[Any]:
        tag = parse_locale(locale)
        try:
            await remove_locale(db, caller, course, tag)
        except Repeated:
            """It is taken off already."""
        return go_on(form.request, f"/editor/courses/{course}/languages?removed={tag}")


async def _adding(db: Database, caller: Caller, course: UUID) -> dict[str, Any]:
    """Raises NotFound for a course that was never published."""
    seen = await see_languages(db, caller, course)
    if seen is None:
        raise NotFound("localization.course_unknown")
    taken = [seen.course.locale, *(one.edition.locale for one in seen.all)]
    return {
        "course": course,
        "title": seen.course.title,
        "offered": offered(caller.locale, taken),
        "thresholds": THRESHOLDS,
    }


async def _editing(db: Database, caller: Caller, course: UUID, locale: str) -> dict[str, Any]:
    known, language = await see_language(db, caller, course, parse_locale(locale))
    return {
        "course": course,
        "title": known.title,
        "language": language,
        "name": language_name(language.edition.locale, caller.locale),
        "runs": await list_runs(db, caller, language.edition),
        "thresholds": THRESHOLDS,
        "chances": await see_chances(db, caller, course, language.edition.locale),
        "percent": lambda share: said_percent(share, caller.locale),
        "finely": lambda share: said_finely(share, caller.locale),
    }


def _audience(form: Form) -> tuple[Audience, list[UUID]]:
    """Runs are ticked in the form whoever is to have it. Raises Invalid."""
    audience = form.text("audience")
    if audience not in set(Audience):
        raise Invalid("input.malformed", field="audience", why="input.why.choice", given=audience)
    ticked = form.several("runs") if audience == Audience.RUNS.value else []
    try:
        return Audience(audience), [UUID(one) for one in ticked]
    except ValueError:
        raise Invalid("input.malformed", field="runs", why="input.why.id", given="") from None


def _words(caller: Caller) -> dict[str, Any]:
    return {
        "name_of": lambda tag: language_name(tag, caller.locale),
        "own_name": own_name,
        "tongue": tongue,
    }
