"""Forms of the editor: nested fields by name, each read as what it should be."""

import math
import re
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.runtime.amounts import in_percent
from stoa.runtime.http.asked import AnyRequest
from stoa.services.content.domain.html import Html, clean

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_MOST_ENTRIES = 500
_LINE_ENDS = re.compile(r"[\r\n]")

Fields = dict[str, Any]


async def fields_of(request: AnyRequest) -> Fields:
    """`choices[0].html` becomes {"choices": {0: {"html": ...}}}; a repeated name becomes a list."""
    form = await request.form()
    nested: Fields = {}
    for name in form:
        values = [_with_plain_lines(value) for value in form.getall(name) if isinstance(value, str)]
        _put(nested, name, values if len(values) > 1 else values[0] if values else "")
    return nested


def _with_plain_lines(value: str) -> str:
    """A browser sends a text of several lines with other ends of lines than it was shown with."""
    return value.replace("\r\n", "\n")


def _put(nested: Fields, name: str, value: Any) -> None:
    parts: list[Any] = [int(match[2]) if match[2] else match[1] for match in _PART.finditer(name)]
    here: Any = nested
    for part in parts[:-1]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            return
    if parts:
        here[parts[-1]] = value


def text(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def as_sent(fields: Fields, name: str) -> str:
    """With the blanks at its ends, which a person may have meant."""
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def on_one_line(value: str) -> str:
    """As a browser shows it in a field of one line."""
    return _LINE_ENDS.sub("", value)


def rich(fields: Fields, name: str) -> Html:
    """Sanitised."""
    return clean(text(fields, name))


def ticked(fields: Fields, name: str) -> bool:
    return bool(text(fields, name))


def several(fields: Fields, name: str) -> list[str]:
    value = fields.get(name, [])
    return [value] if isinstance(value, str) and value else value if isinstance(value, list) else []


def chosen(fields: Fields, name: str, there: Sequence[str], shown: Collection[str]) -> list[str]:
    """What is chosen of what was shown. What was there and is not shown is kept, and so is the order."""
    given = several(fields, name)
    kept = [each for each in there if each in given or each not in shown]
    return [*kept, *(each for each in given if each not in kept)]


def ids(fields: Fields, name: str) -> list[UUID]:
    return [as_id(value, name) for value in several(fields, name)]


def as_id(value: str, field: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise Invalid("content.object.missing", field=field) from error


def optional_id(fields: Fields, name: str) -> UUID | None:
    given = text(fields, name)
    return as_id(given, name) if given else None


def number(fields: Fields, name: str, field: str, default: float | None = None) -> float:
    """A point or a comma is the decimal mark. Raises Invalid for what is no number."""
    given = text(fields, name)
    return default if not given and default is not None else as_number(given, field)


def as_number(given: str, field: str) -> float:
    try:
        value = float(given.replace(",", "."))
    except ValueError as error:
        raise Invalid("content.item.number", field=field) from error
    if not math.isfinite(value):
        raise Invalid("content.item.number", field=field)
    return value


def share(fields: Fields, name: str, field: str, there: float | None) -> float | None:
    """Of a number of percent. What was there where it says the same, though it was shown rounded."""
    if not text(fields, name):
        return None
    given = number(fields, name, field)
    return there if there is not None and given == float(in_percent(there)) else given / 100


def whole(fields: Fields, name: str) -> int:
    return int(number(fields, name, name, 0))


def entries(fields: Fields, name: str) -> list[tuple[str, Fields]]:
    """Of a repeated group, in order, with the path of each for faults."""
    found = fields.get(name, {})
    if not isinstance(found, dict):
        return []
    rows = [(key, row) for key, row in sorted(found.items(), key=_order) if isinstance(row, dict)]
    return [(f"{name}[{key}]", row) for key, row in rows[:_MOST_ENTRIES]]


def _order(entry: tuple[Any, Any]) -> int:
    return entry[0] if isinstance(entry[0], int) else 0
