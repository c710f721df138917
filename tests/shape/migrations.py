"""Migrations that change rows: row-level security binds the owner too, who would find none."""

import ast
import re
from collections.abc import Iterator, Sequence

from tests.shape.source import Source, called

_CHANGES_ROWS = re.compile(r"\s*(UPDATE|INSERT|DELETE|WITH|MERGE)\b", re.IGNORECASE)
_READ_OR_WRITTEN = re.compile(r"\b(?:UPDATE|INTO|FROM|JOIN|USING)\s+(\w+\.\w+)", re.IGNORECASE)
_CREATED = re.compile(r"\bCREATE TABLE\s+(\w+\.\w+)")


def rows_out_of_sight(sources: Sequence[Source]) -> list[str]:
    """Tables in statements that change rows, neither made just now nor named in `over_all_tenants`."""
    return [
        f"{one.at(written)} finds no row of {table}"
        for one in sources
        if one.grain == "migrations"
        for written in _texts(one)
        for table in sorted(_touched(written.value) - _in_sight(one))
    ]


def _texts(source: Source) -> Iterator[ast.Constant]:
    return (one for one in source.nodes if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _touched(written: object) -> set[str]:
    statements = [one for one in str(written).split(";") if _CHANGES_ROWS.match(one)]
    return {table for one in statements for table in _READ_OR_WRITTEN.findall(one)}


def _in_sight(source: Source) -> set[str]:
    made = {table for one in _texts(source) for table in _CREATED.findall(str(one.value))}
    for call in source.calls():
        if called(call) == "over_all_tenants":
            service, *tables = [ast.literal_eval(one) for one in call.args]
            made |= {f"{service}.{table}" for table in tables}
    return made
