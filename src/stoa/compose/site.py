"""Doors of the platform itself: the living style guide and the administrator's view of its health."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.types import ControllerRouterHandler
from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.contracts.identity import Role
from stoa.kernel.errors import NotFound
from stoa.runtime.bus import Bus
from stoa.runtime.caller import Caller
from stoa.runtime.dead_letters import DeadLetter, DeadLetters
from stoa.runtime.http import public, roles
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.http.health import examine
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages

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
async def about(request: AnyRequest, caller: Caller, pages: Pages) -> Response[Any]:
    topic = request.url.path.strip("/")
    return pages.show(f"platform/{topic}.html", caller)


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


DOORS: Sequence[ControllerRouterHandler] = (styleguide, about, health, drive_again)
