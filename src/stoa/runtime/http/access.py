"""Who may pass a door. A door that does not say is a defect found at start."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from stoa.kernel.errors import Defect, NotFound
from stoa.runtime.caller import Caller

_KEY = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """anyone: also without signing in. roles: one of them is needed; empty is any."""

    anyone: bool = False
    roles: tuple[str, ...] = ()


def public() -> dict[str, Any]:
    return {_KEY: Access(anyone=True)}


def signed_in() -> dict[str, Any]:
    return {_KEY: Access()}


def roles(*names: str) -> dict[str, Any]:
    return {_KEY: Access(roles=names)}


def access_of(handler: BaseRouteHandler) -> Access:
    """Raises Defect for a door that declares nothing."""
    access = handler.opt.get(_KEY)
    if not isinstance(access, Access):
        raise Defect("door.undeclared", handler=str(handler))
    return access


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Before every door."""
    if made_by_litestar(handler):
        raise NotFound("page.missing")
    access = access_of(handler)
    if "failed" in connection.scope["state"]:
        raise connection.scope["state"]["failed"]
    caller: Caller = connection.scope["state"]["caller"]
    if access.anyone:
        return
    refused = connection.scope["state"].get("refused")
    if caller.person is None and refused is not None:
        raise refused
    if access.roles:
        caller.require(*access.roles)
    else:
        caller.known()


def made_by_litestar(handler: BaseRouteHandler) -> bool:
    """It answers OPTIONS and documents its schema by itself; neither is a door of ours."""
    return str(handler.fn.__module__).startswith("litestar")


def check_declared(handlers: Iterable[BaseRouteHandler]) -> None:
    for handler in handlers:
        access_of(handler)
