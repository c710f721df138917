"""What no column can hold: a null sign in a text, a number beyond all bounds. Named by its field."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from litestar.types import Empty
from litestar.utils.scope.state import ScopeState

from stoa.kernel.errors import Invalid
from stoa.runtime.http.asked import AnyRequest

_NULL = "\0"
_ESCAPED_NULL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_LARGEST = 2**31 - 1
"""Of most columns. What is larger and was refused is larger than its column."""
_MOST_LOOKED_AT = 10_000
"""Of what is larger than that no field is looked for: it would keep all others waiting."""
_LONGEST_NAME = 200

_Trail = tuple[Any, str | int] | None
"""Where something stands: the trail of what it is in, and its own name or place."""


def check_json(body: bytes, said: Any) -> None:
    """said: what the body says. Raises Invalid where there is a null sign."""
    if _ESCAPED_NULL.search(body):
        check_texts(said)
        raise _no_text(None)


def check_texts(sent: Any) -> None:
    """Raises Invalid for a null sign, by its field."""
    for trail, value in islice(_everything(sent), _MOST_LOOKED_AT):
        own = trail[1] if trail else ""
        if (isinstance(own, str) and _NULL in own) or (isinstance(value, str) and _NULL in value):
            raise _no_text(trail)


def check_query(query: bytes) -> None:
    """Raises Invalid as `check_texts`."""
    if b"%00" not in query and b"\0" not in query:
        return
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    raise _no_text(next(((None, name) for name, value in pairs if _NULL in value), None), "query")


def located(request: AnyRequest, refusal: Invalid) -> Invalid:
    """With the field of the number that PostgreSQL refused without knowing whence it came: the largest."""
    said = ScopeState.from_scope(request.scope).json
    sent = {**request.path_params, **request.query_params, "": None if said is Empty else said}
    numbers = (
        (abs(number), number, trail)
        for trail, value in islice(_everything(sent), _MOST_LOOKED_AT)
        if (number := _whole(value, in_address=trail is not None and trail[0] is None)) is not None
    )
    size, number, trail = max(numbers, key=lambda found: found[0], default=(0, 0, None))
    if size <= _LARGEST:
        return refusal
    if number < 0:
        return Invalid("input.malformed", field=_name(trail), why="input.why.too_small", least=-_LARGEST)
    return Invalid("input.malformed", field=_name(trail), why="input.why.too_great", most=_LARGEST)


def _no_text(trail: _Trail, whole: str = "body") -> Invalid:
    """whole: what is named instead where the name has such a sign, and so is no field's."""
    name = _name(trail)
    field = whole if not name or _NULL in name else name
    return Invalid("input.malformed", field=field, why="input.why.no_text")


def _everything(sent: Any) -> Iterator[tuple[_Trail, Any]]:
    """Whatever there is in it, in its order. No deeper in the stack for what is deeper in it."""
    waiting: list[tuple[_Trail, Any]] = [(None, sent)]
    while waiting:
        trail, value = waiting.pop()
        yield trail, value
        if isinstance(value, dict):
            waiting += [((trail, name), inner) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            inner = value[:_MOST_LOOKED_AT]
            waiting += [((trail, len(inner) - 1 - at), one) for at, one in enumerate(reversed(inner))]


def _name(trail: _Trail) -> str:
    """As in `items[0].note`."""
    names: list[str] = []
    while trail is not None:
        trail, own = trail
        names.append(f"[{own}]" if isinstance(own, int) else f".{own[:_LONGEST_NAME]}")
    return "".join(reversed(names)).strip(".")[:_LONGEST_NAME]


def _whole(value: Any, *, in_address: bool) -> int | None:
    """JSON has numbers, an address their digits. Of the digits no more are read than matter."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if in_address and isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit():
        return int(value[:20])
    return None
