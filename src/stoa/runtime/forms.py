"""Forms of pages: what was typed, the first answer to one sent twice, where to go on to, what was wrong."""

import json
from collections.abc import Awaitable
from typing import Any, TypeVar

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict

from stoa.kernel.errors import InvalidInput, Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Repeated
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.http.errors import status_of
from stoa.runtime.pages import Pages

T = TypeVar("T")


class Typed:
    """The fields of a form as they came; a file is no text."""

    def __init__(self, fields: FormMultiDict) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """Empty where there is no such field."""
        value = self._fields.get(name)
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> list[str]:
        return [value for value in self._fields.getall(name, []) if isinstance(value, str)]

    def ticked(self, name: str) -> bool:
        return bool(self.text(name))


async def typed_in(request: AnyRequest) -> Typed:
    return Typed(await request.form())


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


def again(
    request: AnyRequest,
    pages: Pages,
    caller: Caller,
    error: Refusal,
    template: str,
    **values: Any,
) -> Response[Any]:
    """The page with what was typed and what is wrong beside it. A script shows the problem itself."""
    if scripted(request):
        raise error
    return pages.show(template, caller, status=status_of(error), **values, **faults(pages, caller, error))


def faults(pages: Pages, caller: Caller, error: Refusal | None) -> dict[str, Any]:
    """wrong: text by field. summary: the same in order, for the top. said: of the form as a whole."""
    found = error.faults if isinstance(error, InvalidInput) else [error] if error and error.field else []
    texts = [{"field": fault.field or "", "text": pages.words(fault, caller.locale)} for fault in found]
    return {
        "wrong": {each["field"]: each["text"] for each in texts},
        "summary": texts,
        "said": pages.words(error, caller.locale) if error and not texts else None,
    }


def toast(text: str, *, undo: str | None = None) -> dict[str, str]:
    """Header that makes the page say it at its foot. undo: address to POST to. ASCII, as headers are."""
    said = {"text": text, "kind": "good", "target": "body", **({"undo": undo} if undo else {})}
    return {"HX-Trigger": json.dumps({"stoa:toast": said})}
