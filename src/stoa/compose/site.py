"""Doors of the platform itself: the living style guide and the administrator's view of its health."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.types import ControllerRouterHandler
from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.contracts.identity import Role
from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime import words
from stoa.runtime.bus import Bus
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.dead_letters import DeadLetter, DeadLetters
from stoa.runtime.http import public, roles
from stoa.runtime.http.health import examine
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages

_YEAR_S = 31_536_000
_GUIDE: dict[str, dict[str, Any]] = {
    "index": {"page": {"title": "Style guide", "wide": True}},
    "player": {"page": {"title": "What light is"}},
    "sign-in": {"page": {"title": "Sign in"}},
}


@get(["/styleguide", "/styleguide/{part:str}"], opt=public(), include_in_schema=False)
async def styleguide(caller: Caller, pages: Pages, part: str = "index") -> Response[Any]:
    """The living style guide: every component in every state, the player, the sign-in."""
    if part not in _GUIDE:
        raise NotFound("page.missing")
    return pages.show(f"styleguide/{part}.html", caller, **_GUIDE[part])


@get(["/privacy", "/accessibility"], opt=public(), include_in_schema=False)
async def about(request: Request[Any, Any, Any], caller: Caller, pages: Pages) -> Response[Any]:
    topic = request.url.path.strip("/")
    return pages.show(f"platform/{topic}.html", caller)


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """next: where to go on, an address of this site."""

    locale: str
    next: str = "/"


@post("/preferences/locale", opt=public(), include_in_schema=False)
async def choose_language(
    data: Annotated[Language, Body(media_type=RequestEncodingType.URL_ENCODED)], settings: Settings
) -> Response[None]:
    """Remembers the language of the interface in this browser."""
    if data.locale not in words.LOCALES:
        raise Invalid("locale.malformed", field="locale", given=data.locale, example=words.LOCALES[0])
    here = data.next if data.next.startswith("/") and not data.next.startswith(("//", "/\\")) else "/"
    cookie = Cookie(
        key="stoa_locale",
        value=data.locale,
        path="/",
        max_age=_YEAR_S,
        httponly=True,
        samesite="lax",
        secure=settings.web.app_origin.startswith("https://"),
    )
    return Response(None, status_code=303, headers={"Location": here}, cookies=[cookie])


@get("/admin/health", opt=roles(Role.ADMINISTRATOR), include_in_schema=False)
async def health(
    caller: Caller,
    pages: Pages,
    engine: AsyncEngine,
    bus: Bus,
    letters: Mapping[str, DeadLetters],
    objects: Objects,
) -> Response[Any]:
    """Engines, and the dead letters of the administrator's tenant."""
    return pages.show(
        "platform/health.html",
        caller,
        page={"title": pages.gettext("Health", caller.locale)},
        health=await examine(engine, bus, objects),
        letters=await _letters_of(caller, letters),
    )


@post(
    "/admin/health/letters/{service:str}/{letter:uuid}",
    opt=roles(Role.ADMINISTRATOR),
    include_in_schema=False,
)
async def drive_again(
    service: str, letter: UUID, caller: Caller, pages: Pages, letters: Mapping[str, DeadLetters]
) -> Response[Any]:
    """Asks for another try of a dead letter of the administrator's own tenant."""
    own = {found.id for found in await _letters_of(caller, letters) if found.service == service}
    if letter in own:
        await letters[service].ask_again(letter)
    return pages.fragment("platform/_letters.html", caller, letters=await _letters_of(caller, letters))


async def _letters_of(caller: Caller, letters: Mapping[str, DeadLetters]) -> list[DeadLetter]:
    found = [letter for one in letters.values() for letter in await one.list()]
    return [letter for letter in found if letter.tenant == caller.tenant]


DOORS: Sequence[ControllerRouterHandler] = (styleguide, about, choose_language, health, drive_again)
