"""Walking the texts of a value: every field of type `Html`, however deep."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from stoa.services.content.domain.html import Html

T = TypeVar("T")
_holds: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _holds:
        _holds[kind] = get_type_hints(kind)
    return _holds[kind]


def _is_html(hint: Any) -> bool:
    return hint is Html or Html in get_args(hint)


def texts(value: Any, at: str = "") -> Iterator[tuple[str, Html]]:
    """Path and text of each, in the order of the fields; empty ones too."""
    if isinstance(value, msgspec.Struct):
        hints = _hints(type(value))
        for name in value.__struct_fields__:
            path = f"{at}.{name}" if at else name
            found = getattr(value, name)
            if _is_html(hints[name]):
                yield from _leaves(found, path)
            else:
                yield from texts(found, path)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from texts(entry, f"{at}[{index}]")


def _leaves(found: Any, path: str) -> Iterator[tuple[str, Html]]:
    if isinstance(found, str):
        yield path, Html(found)
    elif isinstance(found, list):
        for index, text in enumerate(found):
            yield f"{path}[{index}]", text
    elif isinstance(found, dict):
        for name, text in found.items():
            yield f"{path}.{name}", text


def rewrite(value: T, change: Callable[[Html], Html]) -> T:
    """A copy in which every text went through `change`."""
    return _rewritten(value, change)  # type: ignore[no-any-return]


def _rewritten(value: Any, change: Callable[[Html], Html]) -> Any:
    if isinstance(value, msgspec.Struct):
        hints = _hints(type(value))
        fields = {
            name: _mapped(getattr(value, name), change)
            if _is_html(hints[name])
            else _rewritten(getattr(value, name), change)
            for name in value.__struct_fields__
        }
        return type(value)(**fields)
    if isinstance(value, list):
        return [_rewritten(entry, change) for entry in value]
    return value


def _mapped(found: Any, change: Callable[[Html], Html]) -> Any:
    if isinstance(found, str):
        return change(Html(found))
    if isinstance(found, list):
        return [change(text) for text in found]
    return {name: change(text) for name, text in found.items()}
