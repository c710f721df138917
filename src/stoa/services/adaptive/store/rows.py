"""Many rows in one statement, as columns: what a flush of thousands of states needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import TextClause, text

from stoa.runtime.db import UnitOfWork

_AT_ONCE = 200
"""Rows: preparing more would hold up what else the process does."""


class Upsert:
    """Into a table of adaptive, row by row of arrays.

    columns: with their types in PostgreSQL. key: the columns that know a row, beside the tenant; without one
    rows are new. changed: what a row that exists takes over.
    """

    def __init__(
        self, table: str, columns: Mapping[str, str], *, key: Sequence[str] = (), changed: Sequence[str] = ()
    ) -> None:
        self._columns = tuple(columns)
        arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in columns.items())
        conflict = ""
        if key:
            taken = ", ".join(f"{name} = excluded.{name}" for name in changed)
            conflict = f" ON CONFLICT (tenant_id, {', '.join(key)}) DO UPDATE SET {taken}"
        self._statement: TextClause = text(
            f"INSERT INTO adaptive.{table} (tenant_id, {', '.join(columns)}) "  # noqa: S608 - names of ours
            f"SELECT CAST(:tenant AS uuid), * FROM unnest({arrays}){conflict}"
        )

    async def run(self, work: UnitOfWork, rows: Sequence[Any], **same: Any) -> None:
        """same: columns that are alike in all rows."""
        for begin in range(0, len(rows), _AT_ONCE):
            some = rows[begin : begin + _AT_ONCE]
            values: dict[str, Any] = {"tenant": work.tenant}
            for name in self._columns:
                values[name] = (
                    [same[name]] * len(some) if name in same else [getattr(row, name) for row in some]
                )
            await work.run(self._statement, values)
