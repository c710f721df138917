"""A course document as JSON: every text of it by its path, and back.

A path names entries of a list by their ids, so that it stays as it is when the list is put in another order:
`item_set.items[6f…].choices[a].html`. Entries without an id are counted from 0.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stoa.services.localization.domain.places import Form, Shape


@dataclass(frozen=True, slots=True)
class Field:
    """A text where it stands."""

    path: str
    form: Form
    text: str


def fields(tree: Mapping[str, Any], shape: Shape) -> Iterator[Field]:
    """In the order of the shape, which is about the order in which they are read. Empty ones are left out."""
    found: list[Field] = []

    def note(field: Field) -> str:
        found.append(field)
        return field.text

    _rewritten(tree, shape, "", note)
    return iter(found)


def rewrite(tree: Mapping[str, Any], shape: Shape, texts: Mapping[str, str]) -> dict[str, Any]:
    """A copy that says the texts, by path; where there is none it says what it said."""
    copy: dict[str, Any] = _rewritten(tree, shape, "", lambda field: texts.get(field.path, field.text))
    return copy


def _rewritten(value: Any, shape: Any, path: str, change: Callable[[Field], str]) -> Any:
    if isinstance(shape, Form):
        return _changed(value, shape, path, change)
    if isinstance(value, list):
        return [
            _rewritten(entry, shape, f"{path}[{_name(entry, index)}]", change)
            for index, entry in enumerate(value)
        ]
    if not isinstance(value, Mapping):
        return value
    copy = dict(value)
    for name, inner in shape.items():
        if name in value and not _is_expression(value, name):
            copy[name] = _rewritten(value[name], inner, f"{path}.{name}" if path else name, change)
    return copy


def _changed(value: Any, form: Form, path: str, change: Callable[[Field], str]) -> Any:
    if isinstance(value, str):
        return change(Field(path, form, value)) if value.strip() else value
    if isinstance(value, list):
        return [_changed(entry, form, f"{path}[{index}]", change) for index, entry in enumerate(value)]
    if isinstance(value, Mapping):
        return {name: _changed(entry, form, f"{path}.{name}", change) for name, entry in value.items()}
    return value


def _name(entry: Any, index: int) -> str:
    return str(entry["id"]) if isinstance(entry, Mapping) and "id" in entry else str(index)


def _is_expression(value: Mapping[str, Any], name: str) -> bool:
    """A regular expression is no words, though it stands where words may stand."""
    return name == "text" and bool(value.get("regular_expression"))
