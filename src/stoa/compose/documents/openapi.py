"""OpenAPI 3.1 of the doors for programs: what Litestar knows of them, with what every door of ours has."""

from collections.abc import Sequence
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import msgspec

from stoa.compose.documents.application import Route, routes, unconnected
from stoa.runtime.http.errors import Problem
from stoa.runtime.service import Service

Json = dict[str, Any]

_ABOUT = (
    "The doors of Stoa for programs. Errors are problem details (RFC 9457) with a stable `code`. "
    "Every write may carry an Idempotency-Key: sent again with the same key it changes nothing and answers "
    "as before, with the header `Idempotency-Replayed: true`."
)
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "An access token, good for minutes."},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "stoa_access",
        "description": "What a browser has after signing in; over TLS its name begins with `__Host-`. "
        "A write with it must come from our own pages (Origin, Sec-Fetch-Site).",
    },
}
_ONCE_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Chosen by the client, fresh for every request that is not a repeat.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 200},
}


def openapi(services: Sequence[Service]) -> Json:
    app = unconnected(services)
    doors = {(route.path, route.method): route for route in routes(app) if not route.page}
    told = app.openapi_schema.to_schema()
    paths = {path: _path(path, told["paths"][path], doors) for path in sorted(told["paths"])}
    kept = {path: operations for path, operations in paths.items() if operations}
    (problem,), faults = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    return {
        "openapi": told["openapi"],
        "info": {"title": "Stoa", "version": version("stoa-lms"), "description": _ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": service.name} for service in sorted(services, key=lambda one: one.name)],
        "paths": kept,
        "components": {
            "securitySchemes": _SECURITY,
            "parameters": {"OnceKey": _ONCE_KEY},
            "responses": {"Problem": _problem(problem)},
            "schemas": dict(sorted({**_refusing(told["components"]["schemas"], kept), **faults}.items())),
        },
    }


def _refusing(schemas: Json, paths: Json) -> Json:
    """With what every door does: a body that says more than its door knows is refused."""
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
        for operations in paths.values()
        for operation in operations.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    ]
    return {**schemas, **{name: {**schemas[name], "additionalProperties": False} for name in bodies if name}}


def _path(path: str, told: Json, doors: dict[tuple[str, str], Route]) -> Json:
    """The operations of one address, without the pages among them."""
    return {
        method: _operation(told[method], doors[path, method.upper()])
        for method in sorted(told)
        if (path, method.upper()) in doors
    }


def _operation(told: Json, route: Route) -> Json:
    operation = {**told, "responses": _responses(told["responses"]), "security": _security(route)}
    operation.pop("deprecated", None)
    if route.about:
        operation["description"] = route.about
    if route.roles:
        operation["x-roles"] = route.roles
    if route.method not in ("GET", "HEAD"):
        once = {"$ref": "#/components/parameters/OnceKey"}
        operation["parameters"] = [*told.get("parameters", []), once]
    return operation


def _responses(told: Json) -> Json:
    """What goes well, by status, and one form for everything that does not."""
    good = {status: answer for status, answer in told.items() if int(status) < 400}
    named = {
        status: {**answer, "description": HTTPStatus(int(status)).phrase} for status, answer in good.items()
    }
    return {**named, "default": {"$ref": "#/components/responses/Problem"}}


def _security(route: Route) -> list[Json]:
    return [] if route.access.anyone else [{"token": []}, {"cookie": []}]


def _problem(schema: Json) -> Json:
    return {
        "description": "What went wrong, and who must act.",
        "content": {"application/problem+json": {"schema": schema}},
    }
