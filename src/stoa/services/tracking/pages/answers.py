"""Answers that pages have in common."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response

from stoa.kernel.errors import InvalidInput, Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Repeated
from stoa.runtime.http.errors import status_of
from stoa.runtime.pages import Pages


def scripted(request: Request[Any, Any, Any]) -> bool:
    """Asked for by HTMX."""
    return "hx-request" in request.headers


def go_on(request: Request[Any, Any, Any], location: str) -> Response[Any]:
    """To the next page, by a script or by the browser itself."""
    if scripted(request):
        return Response(None, status_code=200, headers={"HX-Redirect": location})
    return Response(None, status_code=303, headers={"Location": location, "Cache-Control": "no-store"})


def say(response: Response[Any], text: str, *, undo: str | None = None, kind: str = "good") -> Response[Any]:
    """With a short message at the foot of the page, to be undone by a POST to the address given."""
    said = {"text": text, "kind": kind, **({"undo": undo} if undo else {})}
    response.headers["HX-Trigger"] = msgspec.json.encode({"stoa:toast": said}).decode("ascii", "replace")
    return response


def again(
    request: Request[Any, Any, Any],
    pages: Pages,
    caller: Caller,
    error: Refusal,
    template: str,
    **values: Any,
) -> Response[Any]:
    """The page with what was typed and what is wrong beside it. A script shows the problem itself."""
    if scripted(request):
        raise error
    faults = error.faults if isinstance(error, InvalidInput) else [error]
    texts = [{"field": fault.field or "", "text": pages.words(fault, caller.locale)} for fault in faults]
    wrong = {text["field"]: text["text"] for text in texts}
    return pages.show(template, caller, status=status_of(error), wrong=wrong, summary=texts, **values)


def kept(repeated: Repeated, field: str) -> UUID:
    """An id of the answer that the first request got."""
    answer: Mapping[str, Any] = msgspec.json.decode(repeated.answer or "{}")
    return UUID(answer[field])
