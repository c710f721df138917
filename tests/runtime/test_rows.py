"""Many rows in one statement: all of them, in the caller's tenant and in nobody else's."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from stoa.kernel.ids import new_id
from stoa.runtime.db.rows import among, each, insert_rows
from tests.runtime.library import books
from tests.world import World

_MANY = 2_500
"""More than go into one statement."""


async def test_all_rows_are_written_and_found_by_either_way(world: World) -> None:
    rows = [{"tenant_id": world.tenant, "id": new_id(), "title": f"Optics {at}"} for at in range(_MANY)]
    async with world.db("library").work(world.caller()) as work:
        await work.put(insert_rows(books, "tenant_id", "id", "title"), rows)
    wanted = [row["id"] for row in rows[::2]]
    async with world.db("library").read(world.caller()) as read:
        assert await read.value(select(func.count()).select_from(books)) == _MANY
        found = await read.all(select(books.c.id).where(among(books.c.id, wanted)))
        given = each(books.c.id, wanted)
        joined = await read.all(select(books.c.title).join(given, given.c.value == books.c.id))
    assert {row.id for row in found} == set(wanted)
    assert {row.title for row in joined} == {row["title"] for row in rows[::2]}


async def test_no_rows_are_no_statement(world: World) -> None:
    async with world.db("library").work(world.caller()) as work:
        await work.put(insert_rows(books, "tenant_id", "id", "title"), [])


async def test_row_of_another_tenant_among_many_is_refused_with_all(world: World) -> None:
    tenants = [world.tenant, world.new_tenant(), world.tenant]
    rows = [{"tenant_id": one, "id": new_id(), "title": "Optics"} for one in tenants]
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with world.db("library").work(world.caller()) as work:
            await work.put(insert_rows(books, "tenant_id", "id", "title"), rows)
    async with world.db("library").read(world.caller()) as read:
        assert await read.value(select(func.count()).select_from(books)) == 0
