"""An application built of services: their doors, with what each parameter name stands for."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.types import ControllerRouterHandler

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller, Once
from stoa.runtime.db import Database
from stoa.runtime.http.access import check_declared, guard, made_by_litestar
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.http.body import check_bodies
from stoa.runtime.http.errors import answer_error
from stoa.runtime.http.form import form_sent
from stoa.runtime.http.request import LARGEST_BODY, BoundedRequest
from stoa.runtime.pages import Pages
from stoa.runtime.service import Platform, Service

_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_FINGERPRINTED = 1_000_000


async def introduce(request: AnyRequest) -> Caller:
    """The caller with the once-key of the request. Raises what the door found wrong."""
    state = request.scope["state"]
    if "failed" in state:
        raise state["failed"]
    caller: Caller = state["caller"]
    if request.method not in _UNSAFE:
        return caller
    headers: Mapping[str, str] = state["headers"]
    key = headers.get("idempotency-key") or await _form_key(request, headers)
    if key is None:
        return caller
    if not 8 <= len(key) <= 200 or not key.isprintable():
        raise Invalid("idempotency.malformed", field="Idempotency-Key")
    owner = caller.person or "anyone"
    return replace(caller, once=Once(f"{owner}:{key}", await _fingerprint(request, headers)))


async def _form_key(request: AnyRequest, headers: Mapping[str, str]) -> str | None:
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    key: str | None = (await request.form()).get("_once")
    return key


async def _fingerprint(request: AnyRequest, headers: Mapping[str, str]) -> str:
    """Of method, address and body; without the body for a form with files, which every try writes anew."""
    size = int(headers.get("content-length") or 0)
    whole = size <= _FINGERPRINTED and "multipart/" not in headers.get("content-type", "")
    body = await request.body() if whole else b""
    digest = hashlib.sha256(f"{request.method} {request.scope['path']}\n".encode())
    digest.update(body)
    return digest.hexdigest()


def build_app(
    services: Sequence[Service],
    given: Mapping[str, Mapping[str, Any]],
    pages: Pages,
    *,
    extra: Sequence[ControllerRouterHandler] = (),
    offered: Mapping[str, Any],
) -> Litestar:
    """given: by service, what its doors may name. extra: doors of the platform, offered: what they may name.

    Raises Defect for a door that does not say who may pass, or whose body takes anything.
    """
    app = Litestar(
        route_handlers=[*(_router(service, given[service.name], pages) for service in services), *extra],
        dependencies={
            "caller": Provide(introduce),
            "form": Provide(form_sent),
            **_constants(pages=pages, **offered),
        },
        exception_handlers={Exception: answer_error},
        guards=[guard],
        openapi_config=OpenAPIConfig(title="Stoa", version="1", path="/schema", render_plugins=[]),
        request_class=BoundedRequest,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        debug=False,
    )
    app.state.pages = pages
    _resolve_in_turn(app)
    handlers = [handler for route in app.routes for handler in getattr(route, "route_handlers", [])]
    doors = [handler for handler in handlers if not made_by_litestar(handler)]
    check_declared(doors)
    check_bodies(doors)
    return app


def _resolve_in_turn(app: Litestar) -> None:
    """One dependency after the other: Litestar would start a task for each, and most are at hand anyway."""
    for route in app.routes:
        for _, parameters in getattr(route, "route_handler_map", {}).values():
            parameters.dependency_batches = [
                {dependency} for batch in parameters.dependency_batches for dependency in batch
            ]


def given_to(platform: Platform, service: Service, db: Database) -> dict[str, Any]:
    """What the doors, consumers and jobs of a service may name as parameters."""
    return {
        "db": db,
        "objects": platform.objects,
        "settings": platform.settings,
        "clock": platform.clock,
        "tokens": platform.tokens,
        **service.provide(platform),
    }


def _router(service: Service, given: Mapping[str, Any], pages: Pages) -> ControllerRouterHandler:
    return Router(
        path="/",
        route_handlers=list(service.doors),
        dependencies=_constants(**given, pages=pages),
        tags=[service.name],
    )


def _constants(**values: Any) -> dict[str, Provide]:
    def constant(value: Any) -> Provide:
        return Provide(lambda: value, use_cache=True, sync_to_thread=False)

    return {name: constant(value) for name, value in values.items()}
