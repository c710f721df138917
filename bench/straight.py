"""The rows that the pipeline has written, put straight into PostgreSQL: into tables with the same columns and
indexes, in one transaction, by one connection, with nothing else to do."""

from typing import Any

import asyncpg
from tests.world import World

from bench.costs import Cost
from stoa.runtime.config import Settings

_TABLES = ("units", "changes")


async def straight(settings: Settings, world: World, locale: str) -> dict[str, float]:
    """Rows a second by COPY and by INSERT, and what they cost. Says both."""
    connection = await asyncpg.connect(settings.database.admin_url.reveal().replace("+asyncpg", ""))
    figures: dict[str, float] = {}
    try:
        rows = {name: await _rows(connection, name, world, locale) for name in _TABLES}
        for way in (_copy, _insert):
            for name in _TABLES:
                await connection.execute(f"DROP TABLE IF EXISTS public.raw_{name}")
                await connection.execute(
                    f"CREATE TABLE public.raw_{name} (LIKE localization.{name} INCLUDING ALL)"
                )
            began = Cost.now()
            async with connection.transaction():
                for name in _TABLES:
                    await way(connection, f"raw_{name}", rows[name])
            cost, called = Cost.now().since(began), way.__name__.strip("_")
            a_second = len(rows["units"]) / cost.wall_s
            print(f"straight by {called.upper()}: {a_second:.0f} units a second: {cost.words()}", flush=True)
            figures |= {f"{called}_a_second": round(a_second), **cost.named(called)}
    finally:
        await connection.close()
    return figures


async def _rows(connection: Any, table: str, world: World, locale: str) -> list[Any]:
    query = f"SELECT * FROM localization.{table} WHERE tenant_id = $1 AND locale = $2"
    return [tuple(row) for row in await connection.fetch(query, world.tenant, locale)]


async def _copy(connection: Any, table: str, rows: list[Any]) -> None:
    await connection.copy_records_to_table(table, schema_name="public", records=rows)


async def _insert(connection: Any, table: str, rows: list[Any]) -> None:
    places = ", ".join(f"${at + 1}" for at in range(len(rows[0])))
    await connection.executemany(f"INSERT INTO public.{table} VALUES ({places})", rows)
