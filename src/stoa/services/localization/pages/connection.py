"""A course joined to Weblate: joining, how it fares, going on, ending it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.errors import Invalid, NotFound, Refusal
from stoa.kernel.locale import parse_locale
from stoa.runtime import surroundings, words
from stoa.runtime.caller import Caller
from stoa.runtime.config import Secret
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, Typed, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.connecting import (
    CALLS,
    Connected,
    Mended,
    Wish,
    change,
    connect,
    disconnect,
    pass_now,
    pause,
)
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.domain.sync.connection import Pass, Place
from stoa.services.localization.domain.sync.modes import Mode
from stoa.services.localization.pages.wording import language_name
from stoa.services.localization.ports import Translators
from stoa.services.localization.queries.connections import Joined, connection_of
from stoa.services.localization.queries.languages import see_language

_TEMPLATE = "localization/weblate.html"
_BLANK = dict.fromkeys(("address", "project", "component", "mode", "locale"), "")
"""What stays in the fields: secrets do not."""
_ALL = "course"
"""What the form says for every language."""


@dataclass(frozen=True, slots=True)
class ShownPass:
    """why: in words, where it did not end well."""

    done: Pass
    why: str


class ConnectionPages(Controller):
    path = "/translation/courses/{course:uuid}/{locale:str}/weblate"
    opt = roles(*WHO_MAY_CHOOSE)

    @get("/")
    async def show(
        self, course: UUID, locale: str, caller: Caller, db: Database, pages: Pages, translators: Translators
    ) -> Response[Any]:
        values = await _values(db, caller, translators, course, locale)
        return pages.show(_TEMPLATE, caller, typed=_BLANK, **values)

    @post("/", status_code=200)
    async def join(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database, translators: Translators
    ) -> Response[Any]:
        """Whatever was typed stays, but for secrets."""
        tag = str(parse_locale(locale))
        try:
            wish = _wish(form, course, None if form.text("locale") == _ALL else tag)
            await first_answer(connect(db, translators, caller, wish), Connected)
        except Refusal as error:
            values = await _values(db, caller, translators, course, locale)
            typed = {name: form.text(name) for name in _BLANK}
            return form.again(error, _TEMPLATE, typed=typed, **values)
        return go_on(form.request, _here(course, tag))

    @post("/change", status_code=200)
    async def mend(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database, translators: Translators
    ) -> Response[Any]:
        joined = await _joined(db, caller, course, locale)
        seen = form.text("version")
        token = Secret(form.text("token")) if form.text("token").strip() else None
        try:
            mended = Mended(int(seen) if seen.isdecimal() and len(seen) < 10 else 0, _mode(form), token)
            await change(db, translators, caller, joined.connection.id, mended)
        except Refusal as error:
            values = await _values(db, caller, translators, course, locale)
            return form.again(error, _TEMPLATE, typed={**_BLANK, "mode": form.text("mode")}, **values)
        except Repeated:
            """It is changed already."""
        return go_on(form.request, _here(course, locale))

    @post("/pause")
    async def pause(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database
    ) -> Response[Any]:
        joined = await _joined(db, caller, course, locale)
        with suppress(Repeated):
            await pause(db, caller, joined.connection.id)
        return go_on(form.request, _here(course, locale))

    @post("/pass")
    async def pass_now(
        self, form: Form, course: UUID, locale: str, caller: Caller, db: Database
    ) -> Response[Any]:
        """Also for one that was paused or had stopped."""
        joined = await _joined(db, caller, course, locale)
        with suppress(Repeated):
            await pass_now(db, caller, joined.connection.id)
        return go_on(form.request, _here(course, locale))

    @post("/end")
    async def end(self, form: Form, course: UUID, locale: str, caller: Caller, db: Database) -> Response[Any]:
        joined = await connection_of(db, caller, course, str(parse_locale(locale)))
        # It may be ended already.
        with suppress(Repeated, NotFound):
            if joined is not None:
                await disconnect(db, caller, joined.connection.id)
        return go_on(form.request, _here(course, locale))


def _here(course: UUID, locale: str) -> str:
    return f"/translation/courses/{course}/{parse_locale(locale)}/weblate"


def _wish(form: Typed, course: UUID, locale: str | None) -> Wish:
    """Raises Invalid."""
    secret = form.text("secret").strip()
    return Wish(
        course=course,
        locale=locale,
        place=Place(form.text("address"), form.text("project").strip(), form.text("component").strip()),
        mode=_mode(form),
        token=Secret(form.text("token")),
        secret=Secret(secret) if secret else None,
        hooks=surroundings.origin.get() + CALLS,
    )


def _mode(form: Typed) -> Mode:
    """Raises Invalid."""
    if form.text("mode") not in set(Mode):
        raise Invalid("sync.mode", field="mode")
    return Mode(form.text("mode"))


async def _joined(db: Database, caller: Caller, course: UUID, locale: str) -> Joined:
    """Raises NotFound."""
    found = await connection_of(db, caller, course, str(parse_locale(locale)))
    if found is None:
        raise NotFound("sync.unknown")
    return found


async def _values(
    db: Database, caller: Caller, translators: Translators, course: UUID, locale: str
) -> dict[str, Any]:
    """Raises NotFound."""
    tag = str(parse_locale(locale))
    known, language = await see_language(db, caller, course, tag)
    joined = await connection_of(db, caller, course, tag)
    return {
        "course": course,
        "title": known.title,
        "wanted": tag,
        "name": language_name(language.edition.locale, caller.locale),
        "servers": translators.servers,
        "joined": joined,
        "trouble": _why(joined.connection.code, joined.connection.data, caller) if joined else "",
        "passes": [ShownPass(one, _why(one.code, one.data, caller)) for one in joined.passes]
        if joined
        else [],
        "name_of": lambda one: language_name(one, caller.locale),
    }


def _why(code: str | None, data: dict[str, Any], caller: Caller) -> str:
    return words.explain(Invalid(code, **data), caller.locale) if code else ""
