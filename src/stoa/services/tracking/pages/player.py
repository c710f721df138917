"""The player: everything on the page is of one version of the course."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Defect
from stoa.kernel.locale import nearest
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer, go_on
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.tracking.commands.enrolments import Left, leave_run
from stoa.services.tracking.domain.learning_object import LearningObject, Level
from stoa.services.tracking.domain.run import Phase
from stoa.services.tracking.pages.wording import (
    Outlined,
    in_locale,
    language_name,
    languages_of,
    told_languages,
)
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import player
from stoa.services.tracking.queries.player import Asked, PlayerView

Tag = Annotated[str | None, QueryParameter(max_length=35)]


class Player(Controller):
    path = "/learn/{registration:uuid}"

    @get("/", opt=signed_in())
    async def resume(
        self, registration: UUID, caller: Caller, db: Database, shelf: Shelf, locale: Tag = None
    ) -> Response[None]:
        """To the exact place where one left."""
        thing, anchor = await player.resume(db, shelf, caller, registration)
        place = f"/{thing}" if thing else "/empty"
        location = f"/learn/{registration}{place}{in_locale(locale)}{f'#{anchor}' if anchor else ''}"
        return Response(None, status_code=303, headers={"Location": location, "Cache-Control": "no-store"})

    @get("/empty", opt=signed_in())
    async def nothing(
        self, registration: UUID, caller: Caller, db: Database, shelf: Shelf, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """A course in which there is nothing to do yet."""
        view = await player.open_player(db, shelf, clock, caller, registration, Asked())
        return pages.show(
            "tracking/empty.html", caller, page={"title": view.version.title}, course=view.version.course
        )

    @get("/{thing:uuid}", opt=signed_in())
    async def play(
        self,
        registration: UUID,
        thing: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        level: Level | None = None,
        locale: Tag = None,
    ) -> Response[bytes]:
        asked = Asked(thing, level, locale)
        view = await player.open_player(db, shelf, clock, caller, registration, asked)
        return _show(view, caller, clock, pages, asked)

    @get("/outline/{block:uuid}", opt=signed_in())
    async def branch(
        self,
        registration: UUID,
        block: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        clock: Clock,
        pages: Pages,
        version: str = "",
    ) -> Response[Any]:
        """A branch of a long outline. The page is read anew if another version was activated meanwhile."""
        view = await player.open_player(db, shelf, clock, caller, registration, Asked())
        if version != view.version.tag:
            return Response(None, status_code=200, headers={"HX-Refresh": "true"})
        nodes = _outlined(view, caller, pages).nodes(block)
        return pages.fragment(
            "tracking/_branch.html", caller, nodes=nodes, tongue=in_language(view.version.locale)
        )

    @post("/leave", opt=signed_in())
    async def leave(
        self, registration: UUID, request: AnyRequest, caller: Caller, db: Database
    ) -> Response[Any]:
        """To the page of the course, where one can enrol again; home where that is gone too."""
        left = await first_answer(leave_run(db, caller, registration), Left)
        return go_on(request, f"/courses/{left.course}" if left.offered else "/")

    @get("/finished", opt=signed_in())
    async def finished(
        self, registration: UUID, caller: Caller, db: Database, shelf: Shelf, clock: Clock, pages: Pages
    ) -> Response[bytes]:
        """What is shown in the moment when the course is finished."""
        view = await player.open_player(db, shelf, clock, caller, registration, Asked())
        return pages.fragment("tracking/_finished.html", caller, view=view)


def _show(view: PlayerView, caller: Caller, clock: Clock, pages: Pages, asked: Asked) -> Response[bytes]:
    thing = view.thing
    if thing is None:
        raise Defect("platform.defect", why="an object that was asked for is there or refused")
    held, version = view.there.registration, view.version
    say = partial(pages.gettext, locale=caller.locale)
    counts = view.phase is Phase.OPEN and not view.waits_for
    # What was chosen just now goes along with the addresses: the report of it may still be on its way.
    tail = in_locale(asked.locale and version.locale)
    levels = _levels(thing, view.level, say, asked.locale and version.locale)
    return pages.show(
        "tracking/player.html",
        caller,
        page={"title": thing.title},
        player={
            "course": version.title,
            "course_href": f"/courses/{version.course}{tail}",
            "percent": view.standing.percent(),
            "previous": _step(view, version.outline.before(thing.id), tail),
            "next": _step(view, version.outline.after(thing.id), tail),
            "levels": levels if len(levels) > 1 and view.html is not None else [],
        },
        view=view,
        thing=thing,
        held=held,
        version=version,
        state=view.there.state,
        nodes=_outlined(view, caller, pages, thing.id, tail).nodes(),
        attributes=in_language(version.locale),
        titled=in_language(version.locale_of(thing)),
        languages=languages_of(view.there.versions, version.locale),
        captions=_captions(view, caller),
        checkpoints=_checkpoints(view),
        now=clock(),
        counts=counts,
        asked=asked,
        **told_languages(version, caller.locale),
    )


def _outlined(
    view: PlayerView, caller: Caller, pages: Pages, current: UUID | None = None, tail: str = ""
) -> Outlined:
    registration = view.there.registration
    return Outlined(
        view.standing,
        partial(pages.gettext, locale=caller.locale),
        load=lambda block: f"/learn/{registration.id}/outline/{block}?version={view.version.tag}",
        under=f"/learn/{registration.id}",
        current=current or registration.place_object,
        tail=tail,
        source=view.version.source_locale,
    )


def _step(view: PlayerView, thing: LearningObject | None, tail: str) -> dict[str, Any] | None:
    if thing is None:
        return None
    href = f"/learn/{view.there.registration.id}/{thing.id}{tail}"
    return {"label": thing.title, "href": href, "tongue": in_language(view.version.locale_of(thing))}


def _levels(thing: LearningObject, current: Level, say: Any, locale: str | None) -> list[dict[str, Any]]:
    labels = {
        Level.SIMPLER: say("Simpler"),
        Level.STANDARD: say("Standard"),
        Level.DEEPER: say("Deeper"),
    }
    return [
        {
            "value": level.value,
            "label": label,
            "href": f"{in_locale(locale) or '?'}{'&' if locale else ''}level={level.value}",
            "current": level is current,
        }
        for level, label in labels.items()
        if level in thing.pages
    ]


def _captions(view: PlayerView, caller: Caller) -> list[dict[str, Any]]:
    """In the language of the course first, so that the transcript follows what is said."""
    video = view.thing.video if view.thing else None
    if video is None:
        return []
    first = nearest(list(video.captions), [view.version.locale])
    ordered = sorted(video.captions.items(), key=lambda pair: pair[0] != first)
    return [
        {
            "src": f"{view.version.url}{path}",
            "locale": locale,
            "label": language_name(locale, caller.locale),
            "default": place == 0,
        }
        for place, (locale, path) in enumerate(ordered)
    ]


def _checkpoints(view: PlayerView) -> list[dict[str, Any]]:
    video = view.thing.video if view.thing else None
    progress = view.there.registration.progress
    answered = progress.attempted | progress.completed
    return [
        {
            "id": str(check.item_set),
            "at_s": check.at_s,
            "label": check.title,
            "done": check.item_set in answered,
        }
        for check in (video.checkpoints if video else ())
    ]
