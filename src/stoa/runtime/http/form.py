"""A form that was sent: what was typed, and its page again where something is wrong with it."""

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict, UploadFile

from stoa.kernel.errors import InvalidInput, Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.http.errors import status_of
from stoa.runtime.pages import Pages


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

    def file(self, name: str) -> UploadFile | None:
        """None where no file was chosen."""
        value = self._fields.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


class Form(Typed):
    """A form as a door is given it, by the name of `form`: what was typed, and the way back to its page."""

    def __init__(self, fields: FormMultiDict, request: AnyRequest, caller: Caller, pages: Pages) -> None:
        super().__init__(fields)
        self.request = request
        self._caller = caller
        self._pages = pages

    def again(self, error: Refusal, template: str, **values: Any) -> Response[Any]:
        """The page with what was typed and what is wrong beside it. A script shows the problem itself."""
        if scripted(self.request):
            raise error
        wrong = faults(self._pages, self._caller, error)
        return self._pages.show(template, self._caller, status=status_of(error), **values, **wrong)


async def form_sent(request: AnyRequest, caller: Caller, pages: Pages) -> Form:
    return Form(await request.form(), request, caller, pages)


def faults(pages: Pages, caller: Caller, error: Refusal | None) -> dict[str, Any]:
    """wrong: text by field. summary: the same in order, for the top. said: of the form as a whole."""
    found = error.faults if isinstance(error, InvalidInput) else [error] if error and error.field else []
    texts = [{"field": fault.field or "", "text": pages.words(fault, caller)} for fault in found]
    return {
        "wrong": {each["field"]: each["text"] for each in texts},
        "summary": texts,
        "said": pages.words(error, caller) if error and not texts else None,
    }
