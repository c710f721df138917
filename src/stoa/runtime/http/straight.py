"""The straight way to doors that are asked more often than all others.

Litestar works out parameters, dependencies and the form of the answer anew for every request, which costs
more than scoring and keeping a response does. Here that is done once, at start.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

import msgspec
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.exceptions import SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.serialization import encode_json
from litestar.types import HTTPScope, Receive, Scope, Send

from stoa.kernel.errors import Defect
from stoa.runtime.http.access import guard
from stoa.runtime.http.app import introduce
from stoa.runtime.http.request import BoundedRequest

_KEY = "often"


class _Unreadable(Exception):
    """A request that Litestar explains better."""


def often() -> dict[str, Any]:
    """For the `opt` of a door that goes this way: JSON in, JSON out.

    It names nothing but places of its address, `data`, `caller` and what its service gives.
    """
    return {_KEY: True}


def is_often(handler: HTTPRouteHandler) -> bool:
    return bool(handler.opt.get(_KEY))


class Straight:
    """ASGI, around the application, which is left to say what is wrong: a refusal is the same on either way.

    Raises Defect for a marked door that names something else, or that is guarded by more than all others.
    """

    def __init__(self, app: Litestar) -> None:
        self._app = app
        self._doors = list(_doors(app))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            for door in self._doors:
                found = door.address.fullmatch(scope["path"])
                if found and scope["method"] == door.method:
                    if await door.answer(scope, receive, send, found.groupdict()):
                        return
                    break
        await self._app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class _Door:
    """places: what reads each place of its address. data: what the body is. given: constants by name."""

    handler: HTTPRouteHandler
    method: str
    template: str
    address: "re.Pattern[str]"
    places: Mapping[str, Callable[[str], Any]]
    data: Any
    given: Mapping[str, Any]

    async def answer(self, scope: HTTPScope, receive: Receive, send: Send, found: Mapping[str, str]) -> bool:
        """Whether it did. What was raised instead is left in the state, for the guard to raise once more."""
        scope["route_handler"] = self.handler
        request = BoundedRequest(scope, receive, send)
        try:
            await guard(request, self.handler)
            places, data = self._placed(found), await self._read(request)
            caller = await introduce(request)
            answer = await self.handler.fn(**places, data=data, caller=caller, **self.given)
        except _Unreadable:
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, it is answered as from any door
            scope["state"]["failed"] = error
            return False
        scope["path_template"] = self.template
        body = encode_json(answer)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": self.handler.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})
        return True

    def _placed(self, found: Mapping[str, str]) -> dict[str, Any]:
        try:
            return {name: read(found[name]) for name, read in self.places.items()}
        except ValueError as error:
            raise _Unreadable from error

    async def _read(self, request: BoundedRequest) -> Any:
        """As Litestar would: what stands for a number or an id is one."""
        try:
            return msgspec.convert(await request.json(), self.data, strict=False, str_keys=True)
        except (SerializationException, msgspec.ValidationError) as error:
            raise _Unreadable from error


def _doors(app: Litestar) -> Iterator[_Door]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if is_often(handler):
                    yield _door(route, handler)


def _door(route: HTTPRoute, handler: HTTPRouteHandler) -> _Door:
    pieces, places = [], {}
    for component in route.path_components:
        if isinstance(component, str):
            pieces.append(re.escape(component))
        else:
            pieces.append(f"(?P<{component.name}>[^/]+)")
            places[component.name] = component.parser or component.type
    if handler.resolve_guards() != [guard] or handler.resolve_before_request():
        raise Defect("door.not_straight", handler=str(handler), name="guards")
    named = signature(handler.fn).parameters
    (method,) = handler.http_methods
    return _Door(
        handler=handler,
        method=str(method),
        template=route.path_format,
        address=re.compile("/" + "/".join(pieces)),
        places=places,
        data=named["data"].annotation,
        given={name: _constant(handler, name) for name in named if name not in {*places, "data", "caller"}},
    )


def _constant(handler: HTTPRouteHandler, name: str) -> Any:
    """What its service, or the application, gives for the name."""
    given = handler.resolve_dependencies().get(name)
    if given is None or not given.use_cache:
        raise Defect("door.not_straight", handler=str(handler), name=name)
    return given.dependency()
