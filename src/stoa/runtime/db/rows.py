"""Many rows, or many keys, in one statement: they travel as columns.

However many there are the statement is the same, so that it is prepared once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Table,
    TableValuedAlias,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, Insert, insert

_AT_ONCE = 1000
"""Rows of one statement: preparing more would hold up what else the process does."""


@cache
def insert_rows(table: Table, *names: str) -> Insert:
    """The values of these columns, of many rows. For `UnitOfWork.put`."""
    sent = {name: _Json() if isinstance(table.c[name].type, JSONB) else table.c[name].type for name in names}
    arrays = [bindparam(name, type_=ARRAY(kind, dimensions=1)) for name, kind in sent.items()]
    given = func.unnest(*arrays).table_valued(*(column(name, kind) for name, kind in sent.items()))
    values = [
        cast(one, JSONB) if isinstance(one.type, _Json) else one
        for one in given.render_derived(name="given").c
    ]
    return insert(table).from_select([*names], select(*values))


def as_columns(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, list[Any]]]:
    """By name, for one statement after the other. rows: all with the same names."""
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        yield {name: [row[name] for row in some] for name in rows[0]}


def among(wanted: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether it is one of the values."""
    return wanted == func.any(literal([*values], ARRAY(wanted.type)))


def each(wanted: ColumnElement[Any], values: Collection[Any]) -> TableValuedAlias:
    """The values as a table to be joined: rows that have them are found one by one, by an index.

    For many values among very many rows: what PostgreSQL knows of neither could lead it to look at all.
    """
    given = func.unnest(literal([*values], ARRAY(wanted.type)))
    return given.table_valued(column("value", wanted.type)).render_derived(name="wanted")


def ranked(wanted: ColumnElement[Any], values: Collection[Any]) -> TableValuedAlias:
    """As `each`, with the `place` of each among them."""
    given = func.unnest(literal([*values], ARRAY(wanted.type)))
    table = given.table_valued(column("value", wanted.type), with_ordinality="place")
    return table.render_derived(name="ranked")


class _Json(TypeDecorator[Any]):
    """A document as text: the driver asks each connection anew what an array of documents is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else msgspec.json.encode(value).decode()
