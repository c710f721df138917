"""What no column can hold: a null sign in a text, a number beyond all bounds. Named by its field."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar.types import Empty
from litestar.utils.scope.state import ScopeState

from stoa.kernel.errors import Invalid
from stoa.runtime.http.asked import AnyRequest

_NULL = "\0"
_LARGEST = 2**31 - 1
"""Of most columns. What is larger and was refused is larger than its column."""


def check_texts(sent: Any) -> None:
    """Of JSON or a form. Raises Invalid for the first null sign, RecursionError where it is too deep."""
    for field, value in _leaves(sent):
        if _NULL in field or (isinstance(value, str) and _NULL in value):
            raise _no_text(field)


def check_query(query: bytes) -> None:
    """Raises Invalid as `check_texts`."""
    if b"%00" not in query and b"\0" not in query:
        return
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    raise _no_text(next((name for name, value in pairs if _NULL in value), ""))


def located(request: AnyRequest, refusal: Invalid) -> Invalid:
    """With the field of the number that PostgreSQL refused, which does not know whence it came."""
    sent = [request.path_params, dict(request.query_params), ScopeState.from_scope(request.scope).json]
    for part in sent:
        for field, value in _leaves(part) if part is not Empty else ():
            if (number := _whole(value)) is not None and abs(number) > _LARGEST:
                bound = {"why": "input.why.too_great", "most": _LARGEST}
                if number < 0:
                    bound = {"why": "input.why.too_small", "least": -_LARGEST}
                return Invalid("input.malformed", field=field, **bound)
    return refusal


def _no_text(field: str) -> Invalid:
    """A name with such a sign is no field's."""
    named = field if field and _NULL not in field else "body"
    return Invalid("input.malformed", field=named, why="input.why.no_text")


def _leaves(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Whatever is no list and no object, with where it stands: `items.0.note`."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{field}.{place}" if field else str(place))
    else:
        yield field, value


def _whole(value: Any) -> int | None:
    """JSON has numbers, an address their digits. Of the digits no more are read than matter."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit():
        return int(value[:20])
    return None
