"""Forms of pages: what was typed, what was wrong, the first answer to one sent twice, where to go on to."""

import json
from collections.abc import Awaitable
from typing import Any, TypeVar

import msgspec
from litestar import Response

from stoa.runtime.db import Repeated
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.http.form import Form, Typed, faults

__all__ = ["Form", "Typed", "faults", "first_answer", "go_on", "toast"]

T = TypeVar("T")


async def first_answer(command: Awaitable[T], kind: type[T]) -> T:
    """What the command answers, or answered when the same request came the first time.

    Raises Repeated when nothing was kept of that.
    """
    try:
        return await command
    except Repeated as repeated:
        if repeated.answer is None:
            raise
        return msgspec.json.decode(repeated.answer, type=kind)


def go_on(request: AnyRequest, location: str) -> Response[Any]:
    """To the next page, by a script or by the browser itself."""
    if scripted(request):
        return Response(None, status_code=200, headers={"HX-Redirect": location})
    return Response(None, status_code=303, headers={"Location": location, "Cache-Control": "no-store"})


def toast(text: str, *, undo: str | None = None) -> dict[str, str]:
    """Header that makes the page say it at its foot. undo: address to POST to. ASCII, as headers are."""
    said = {"text": text, "kind": "good", "target": "body", **({"undo": undo} if undo else {})}
    return {"HX-Trigger": json.dumps({"stoa:toast": said})}
