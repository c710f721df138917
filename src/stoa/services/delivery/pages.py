"""Pages for editors: how a publication comes along, the versions, what an activation changes."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import Parameter

from stoa.kernel.errors import Conflict, Invalid, NotFound, StoaError
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, first_answer, go_on
from stoa.runtime.http import roles
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.services.delivery import queries
from stoa.services.delivery.commands.activate import activate
from stoa.services.delivery.commands.try_again import try_again
from stoa.services.delivery.domain.language import own_name
from stoa.services.delivery.domain.publication import Edition, Publication, State
from stoa.services.delivery.queries import Overview

_MAKERS = ("editor", "administrator")


class VersionPages(Controller):
    path = "/editor/courses/{course:uuid}/versions"

    @get("/", opt=roles(*_MAKERS))
    async def versions(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
        locale: str | None = None,
        was: int | None = None,
        said: str | None = None,
        asked: UUID | None = None,
    ) -> Response[Any]:
        """was: the version that was active before; it may be taken back. said: code of a refusal just met.

        asked: the publication just asked for; word of it may still be on its way.
        """
        try:
            seen = await queries.overview(db, caller, course, parse_locale(locale) if locale else None)
        except NotFound:
            return pages.show("delivery/never.html", caller, course=course, awaited=asked)
        heard_of = asked is None or (seen.latest is not None and seen.latest.id >= asked)
        return pages.show(
            "delivery/versions.html",
            caller,
            course=course,
            seen=seen,
            awaited=None if heard_of else asked,
            was=was if was != seen.active.version else None,
            said=pages.words(Conflict(said), caller) if said == "activation.moved" else None,
            **_shown(seen, pages, caller),
        )

    @get("/progress", opt=roles(*_MAKERS))
    async def progress(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        pages: Pages,
        locale: str,
        before: UUID | None = None,
    ) -> Response[Any]:
        """The part of the page that asks again until it is over; then the page shows what is new."""
        seen = await queries.overview(db, caller, course, parse_locale(locale))
        latest = seen.latest
        over = latest is not None and latest.over()
        headers = {"HX-Refresh": "true"} if over and before == (latest.id if latest else None) else {}
        return pages.fragment(
            "delivery/_progress.html",
            caller,
            headers=headers,
            course=course,
            seen=seen,
            **_shown(seen, pages, caller),
        )

    @get("/live", opt=roles(*_MAKERS))
    async def live(
        self, course: UUID, caller: Caller, db: Database, pages: Pages, locale: str
    ) -> Response[Any]:
        """What readers get in a language and since when, for other services; nothing while nothing."""
        try:
            seen = await queries.overview(db, caller, course, parse_locale(locale))
        except NotFound:
            return pages.fragment("delivery/_live.html", caller, active=None, since=None)
        since = next((one.activated_at for one in seen.activations), None)
        return pages.fragment("delivery/_live.html", caller, active=seen.active.version, since=since)

    @post("/try-again", opt=roles(*_MAKERS))
    async def try_again(self, form: Form, course: UUID, caller: Caller, db: Database) -> Response[Any]:
        """A failed publication once more, and on to where one watches it."""
        try:
            publication = UUID(form.text("publication"))
        except ValueError:
            raise NotFound("publication.missing") from None
        await first_answer(try_again(db, caller, publication), UUID)
        return go_on(form.request, f"/editor/courses/{course}/versions?asked={publication}")

    @get("/{version:int}/activate", opt=roles(*_MAKERS))
    async def confirm(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        objects: Objects,
        pages: Pages,
        locale: str,
        version: int = Parameter(ge=1, le=2**31 - 1),
    ) -> Response[Any]:
        """What would change, before it does."""
        swap = await queries.swap(db, objects, caller, Edition(course, parse_locale(locale)), version)
        return pages.show(
            "delivery/activate.html",
            caller,
            course=course,
            swap=swap,
            language=own_name(swap.edition.locale),
            back=swap.now is not None and version < swap.now.number,
        )

    @post("/activate", opt=roles(*_MAKERS))
    async def activate(self, form: Form, course: UUID, caller: Caller, db: Database) -> Response[Any]:
        edition = Edition(course, parse_locale(form.text("locale")))
        target = f"/editor/courses/{course}/versions?locale={edition.locale}"
        expected = _number(form, "expected")
        try:
            done = await activate(db, caller, edition, _number(form, "version"), expected)
        except Repeated:
            return go_on(form.request, target)
        except Conflict as conflict:
            return go_on(form.request, f"{target}&said={conflict.code}")
        return go_on(form.request, target if done.was is None else f"{target}&was={done.was}")


def _number(form: Form, field: str) -> int:
    text = form.text(field)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("input.not_a_number", field=field)
    return int(text)


def _shown(seen: Overview, pages: Pages, caller: Caller) -> dict[str, Any]:
    latest = seen.latest
    return {
        "language": own_name(seen.edition.locale),
        "languages": {locale: own_name(locale) for locale in seen.locales},
        "failure": _failure(latest, pages, caller) if latest else None,
        "share": _share(latest) if latest else None,
    }


def _failure(publication: Publication, pages: Pages, caller: Caller) -> str | None:
    if publication.code is None:
        return None
    return pages.words(StoaError(publication.code, **publication.reasons), caller)


_BEGINS_AT = {State.QUEUED: 0, State.FETCHING: 5, State.RENDERING: 20, State.UPLOADING: 60}
_ENDS_AT = {State.QUEUED: 5, State.FETCHING: 20, State.RENDERING: 60, State.UPLOADING: 100}


def _share(publication: Publication) -> int | None:
    """Of the whole way, in percent: what a state does is weighed by how long it usually takes."""
    if publication.over():
        return None
    begin, end = _BEGINS_AT[publication.state], _ENDS_AT[publication.state]
    inside = publication.done / publication.total if publication.total else 0
    return round(begin + (end - begin) * min(1, inside))
