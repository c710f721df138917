"""Forms of pages: what was typed, where to go on to, and the same page again with what is wrong."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import FormMultiDict

from stoa.kernel.errors import InvalidInput, Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.http.errors import status_of
from stoa.runtime.pages import Pages


class Typed:
    """The fields of a form as they came."""

    def __init__(self, fields: FormMultiDict) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> list[str]:
        return [value for value in self._fields.getall(name, []) if isinstance(value, str)]

    def ticked(self, name: str) -> bool:
        return bool(self.text(name))


async def typed_in(request: Request[Any, Any, Any]) -> Typed:
    return Typed(await request.form())


def scripted(request: Request[Any, Any, Any]) -> bool:
    return "hx-request" in request.headers


def go_on(request: Request[Any, Any, Any], location: str) -> Response[Any]:
    """To the next page, by a script or by the browser itself."""
    if scripted(request):
        return Response(None, status_code=200, headers={"HX-Redirect": location})
    return Response(None, status_code=303, headers={"Location": location, "Cache-Control": "no-store"})


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
