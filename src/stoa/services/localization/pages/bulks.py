"""Many translations at once: choosing them, what each word would do, how far it is, taking it back."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Conflict, Invalid, StoaError
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.bulk import BulkBegun, begin_bulk, undo_bulk
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, WHO_MAY_TRANSLATE
from stoa.services.localization.domain.bulk import KEPT, Bulk, Deed, Phase, Selection, Word
from stoa.services.localization.domain.unit import State
from stoa.services.localization.pages.wording import language_name, pieces, tongue
from stoa.services.localization.queries.bulks import (
    MOST_PLACES,
    PAGE,
    Place,
    Preview,
    find_place,
    list_left,
    list_places,
    load_bulk,
    preview,
    recent_bulks,
    see_choice,
)

_FIELDS = ("course", "locale", "thing", "only", "finding", "likeness", "waiting")
_PLACEHOLDER = re.compile(r"\{\w+\}")


class BulkPages(Controller):
    path = "/translation/bulk"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def choose(
        self,
        caller: Caller,
        db: Database,
        pages: Pages,
        course: str = "",
        locale: str = "",
        thing: str = "",
        only: str = "",
        finding: str = "",
        likeness: str = "",
        waiting: str = "",
    ) -> Response[Any]:
        """Without a course and a language those are chosen first."""
        asked = {
            "course": course,
            "locale": locale,
            "thing": thing,
            "only": only,
            "finding": finding,
            "likeness": likeness,
            "waiting": waiting,
        }
        values = await _choosing(db, caller, pages, asked)
        return pages.show("localization/bulk.html", caller, said=None, typed={}, **values)

    @post("/", status_code=200)
    async def begin(self, form: Form, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        """About what is chosen, and on to where one watches it."""
        asked = {name: form.text(name) for name in _FIELDS}
        try:
            begun = begin_bulk(
                db, caller, _selection(asked), _word(form), _number(form.text("expected"), "expected")
            )
            bulk = (await first_answer(begun, BulkBegun)).bulk
        except (Invalid, Conflict) as error:
            values = await _choosing(db, caller, pages, asked)
            said, typed = pages.words(error, caller), {"why": form.text("why")}
            return pages.show("localization/bulk.html", caller, status=422, said=said, typed=typed, **values)
        return go_on(form.request, f"/translation/bulk/{bulk}")

    @get("/{bulk:uuid}")
    async def show(
        self,
        bulk: UUID,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        pages: Pages,
        clock: Clock,
        after: int = 0,
    ) -> Response[Any]:
        """While it is carried out a script asks again and again for the part that moves."""
        seen = await load_bulk(db, caller, bulk)
        if scripted(request) and not seen.over:
            return pages.fragment("localization/_bulk_progress.html", caller, bulk=seen)
        if scripted(request) and request.headers.get("hx-target", "").endswith("progress"):
            return Response(None, headers={"HX-Refresh": "true"})
        undo, past = seen.phase is Phase.UNDONE, seen.is_past(clock())
        left = await list_left(db, caller, bulk, undo=undo, after=after) if seen.over else []
        return pages.show(
            "localization/bulk_done.html",
            caller,
            bulk=seen,
            undo=undo,
            left=left,
            next=left[-1].one.number if len(left) == PAGE else None,
            mine=seen.by == caller.known() or caller.has(*WHO_MAY_CHOOSE),
            past=past,
            days=KEPT.days,
            **_words(caller, pages),
        )

    @post("/{bulk:uuid}/undo", status_code=200)
    async def undo(self, form: Form, bulk: UUID, caller: Caller, db: Database) -> Response[Any]:
        """Asked for again, it is being undone already."""
        with suppress(Repeated, Conflict):
            await undo_bulk(db, caller, bulk)
        return go_on(form.request, f"/translation/bulk/{bulk}")


async def _choosing(db: Database, caller: Caller, pages: Pages, asked: Mapping[str, str]) -> dict[str, Any]:
    here = await _place(db, caller, asked)
    places = await list_places(db, caller) if here is None else []
    seen, too_many = await _look(db, caller, asked) if here else (None, None)
    return {
        "places": places,
        "more_places": len(places) == MOST_PLACES,
        "place": here,
        "asked": {name: value for name, value in asked.items() if value},
        "choice": await see_choice(db, caller, here.course, here.locale) if here else None,
        "seen": seen,
        "too_many": too_many and pages.words(too_many, caller),
        "recent": await recent_bulks(db, caller),
        "short": lambda text: _PLACEHOLDER.sub("…", text),
        **_words(caller, pages),
    }


async def _place(db: Database, caller: Caller, asked: Mapping[str, str]) -> Place | None:
    """None where nothing was chosen, or there is nothing of it."""
    with suppress(Invalid):
        return await find_place(db, caller, _id(asked["course"], "course"), asked["locale"])
    return None


async def _look(
    db: Database, caller: Caller, asked: Mapping[str, str]
) -> tuple[Preview, None] | tuple[None, Invalid]:
    """Where too many are chosen, that is said beside the filters: they are the way out."""
    try:
        return await preview(db, caller, _selection(asked), maker=caller.has(*WHO_MAY_CHOOSE)), None
    except Invalid as error:
        if error.code != "bulk.too_many":
            raise
        return None, error


def _words(caller: Caller, pages: Pages) -> dict[str, Any]:
    return {
        "name_of": lambda tag: language_name(tag, caller.locale),
        "why_of": lambda code: pages.words(StoaError(code), caller),
        "left_of": _left_of,
        "pieces": pieces,
        "tongue": tongue,
    }


def _left_of(bulk: Bulk, undo: bool) -> dict[str, int]:
    """How many were left, by code of the reason."""
    if undo:
        counts = {name.removeprefix("undo:"): count for name, count in bulk.counts.items() if "undo:" in name}
    else:
        counts = {name: count for name, count in bulk.counts.items() if "." in name and "undo:" not in name}
    return counts


def _selection(asked: Mapping[str, str]) -> Selection:
    """Raises Invalid."""
    return Selection(
        course=_id(asked["course"], "course"),
        locale=parse_locale(asked["locale"]),
        object=_id(asked["thing"], "thing") if asked["thing"] else None,
        state=_state(asked["only"], "only"),
        finding=asked["finding"] or None,
        likeness=_number(asked["likeness"], "likeness") / 100 if asked["likeness"] else None,
        waiting=bool(asked["waiting"]),
    )


def _word(form: Form) -> Word:
    """Raises Invalid."""
    deed = form.text("deed")
    if deed not in set(Deed):
        raise Invalid("input.malformed", field="deed", why="input.why.choice", given=deed)
    return Word(Deed(deed), _state(form.text("to"), "to"), form.text("why"))


def _state(text: str, field: str) -> State | None:
    if text and text.upper() not in State.__members__:
        raise Invalid("input.malformed", field=field, why="input.why.choice", given=text)
    return State[text.upper()] if text else None


def _number(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("input.not_a_number", field=field)
    return int(text)


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("input.malformed", field=field, why="input.why.id", given=text) from None
