"""Who asks: a person who goes to a page, a script of a page, or a program."""

from typing import Any

from litestar import Request

AnyRequest = Request[Any, Any, Any]


def scripted(request: AnyRequest) -> bool:
    """Asked for by HTMX, for a part of the page."""
    return "hx-request" in request.headers


def wants_page(request: AnyRequest) -> bool:
    """A person's navigation, not a script's request."""
    return "text/html" in request.headers.get("accept", "") and not scripted(request)
