"""Bounds of what an address may say hold, also where it may say nothing."""

from typing import Annotated, get_args

from litestar import Litestar, get
from litestar.params import QueryParameter
from litestar.routes import HTTPRoute

from stoa.compose.documents.application import unconnected
from stoa.compose.registry import SERVICES


def lost(app: Litestar) -> list[str]:
    """Parameters whose bounds are written inside a union: Litestar does not look for them there."""
    return [
        f"{route.path} {name}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for name, field in handler.parsed_fn_signature.parameters.items()
        if field.is_union and any(_bounded(member) for member in get_args(field.raw))
    ]


def _bounded(member: object) -> bool:
    return any(isinstance(one, QueryParameter) for one in getattr(member, "__metadata__", ()))


def test_no_bound_of_a_parameter_is_lost() -> None:
    assert lost(unconnected(SERVICES)) == []


def test_lost_bound_is_found_out() -> None:
    @get("/lost", sync_to_thread=False)
    def without(page: Annotated[int, QueryParameter(ge=1)] | None = None) -> int:
        return page or 0

    @get("/kept", sync_to_thread=False)
    def with_bound(page: Annotated[int | None, QueryParameter(ge=1)] = None) -> int:
        return page or 0

    assert lost(Litestar([without, with_bound])) == ["/lost page"]
