"""What a body says that its type lets through, however deep in it: unknown entries, years out of bounds."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from stoa.kernel.clock import check_year
from stoa.kernel.errors import Invalid


def check_entries(kind: type[msgspec.Struct], said: Any) -> None:
    """said: what the body says. Raises Invalid for the first entry that is not known or no year.

    Stored values take what they do not know, because another release may have written it; here somebody
    misspelt it. What does not fit its type at all is left to whoever converts it.
    """
    for place, name in _unknown(_tree(kind), said, ""):
        raise Invalid("input.malformed", field=_field(place), why="input.why.unknown", name=name)


@lru_cache
def _tree(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _unknown(kind: inspect.Type, said: Any, place: str) -> Iterator[tuple[str, str]]:
    """place: where `said` stands. Pairs of a place and the name that is not known there."""
    match kind, said:
        case inspect.StructType(), dict():
            yield from _unknown_of(kind, said, place)
        case inspect.UnionType(), _:
            for one in kind.types:
                if _is_meant(one, said):
                    yield from _unknown(one, said, place)
        case inspect.DictType(), dict():
            for name, value in said.items():
                yield from _unknown(kind.value_type, value, f"{place}.{name}")
        case ((inspect.ListType() | inspect.VarTupleType()), list()):
            for number, value in enumerate(said):
                yield from _unknown(kind.item_type, value, f"{place}[{number}]")
        case inspect.DateTimeType(), _:
            _check_moment(said, place)


def _unknown_of(kind: inspect.StructType, said: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    known = {field.encode_name: field.type for field in kind.fields}
    for name, value in said.items():
        if name in known:
            yield from _unknown(known[name], value, f"{place}.{name}")
        elif name != kind.tag_field:
            yield f"{place}.{name}", name


def _is_meant(kind: inspect.Type, said: Any) -> bool:
    """Of several structs the one whose tag is there."""
    if not isinstance(kind, inspect.StructType) or not isinstance(said, dict) or kind.tag_field is None:
        return True
    return bool(said.get(kind.tag_field) == kind.tag)


def _check_moment(said: Any, place: str) -> None:
    with suppress(msgspec.ValidationError):
        check_year(msgspec.convert(said, datetime, strict=False), _field(place))


def _field(place: str) -> str:
    return place.removeprefix(".")
