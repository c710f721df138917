"""The unit of work: effect once, all or nothing, one tenant, one role."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import ProgrammingError

from stoa.kernel.errors import Conflict
from stoa.runtime.config import Settings
from stoa.runtime.db import Repeated
from tests.runtime.library import BookAdded, add_book, books
from tests.world import World


async def test_same_idempotency_key_adds_one_book_and_gets_the_first_answer(world: World) -> None:
    librarian = await world.someone("librarian")
    key = {"idempotency-key": str(uuid4())}
    first = await librarian.post("/api/books", json={"title": "Optics"}, headers=key)
    again = await librarian.post("/api/books", json={"title": "Optics"}, headers=key)
    assert first.status_code == 201
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    await world.quiet()
    assert len(world.events(BookAdded)) == 1


async def test_concurrent_repeats_add_one_book(world: World) -> None:
    librarian = await world.someone("librarian")
    key = {"idempotency-key": str(uuid4())}
    answers = await asyncio.gather(
        *(librarian.post("/api/books", json={"title": "Waves"}, headers=key) for _ in range(8))
    )
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_key_reused_for_another_request_is_refused(world: World) -> None:
    librarian = await world.someone("librarian")
    key = {"idempotency-key": str(uuid4())}
    await librarian.post("/api/books", json={"title": "Optics"}, headers=key)
    other = await librarian.post("/api/books", json={"title": "Lenses"}, headers=key)
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency.key_reused"


async def test_refused_command_leaves_no_row_no_fact_and_no_key(world: World) -> None:
    caller = world.caller("librarian")
    with pytest.raises(Conflict):
        await add_book(world.db("library"), caller, "refused")
    async with world.db("library").read(caller) as read:
        assert await read.value(select(func.count()).select_from(books)) == 0
    await world.quiet()
    assert world.events(BookAdded) == []


async def test_rows_of_another_tenant_are_not_there(world: World) -> None:
    librarian = await world.someone("librarian")
    book = (await librarian.post("/api/books", json={"title": "Optics"})).json()
    stranger = await world.someone("librarian", tenant=world.new_tenant())
    assert (await librarian.get(f"/api/books/{book['id']}")).status_code == 200
    assert (await stranger.get(f"/api/books/{book['id']}")).status_code == 404


async def test_read_session_cannot_write(world: World) -> None:
    async with world.db("library").read(world.caller()) as read:
        with pytest.raises(Exception, match="read-only"):
            await read.value(text("DELETE FROM library.books RETURNING 1"))


async def test_service_role_cannot_leave_its_schema(world: World) -> None:
    async with world.db("library").read(world.caller()) as read:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await read.value(text("SELECT count(*) FROM platform.alembic_version"))


async def test_repeat_of_a_command_raises_with_the_kept_answer(world: World) -> None:
    from stoa.runtime.caller import Once

    caller = world.caller("librarian").under(Once("a-key"))
    book = await add_book(world.db("library"), caller, "Optics")
    with pytest.raises(Repeated) as repeat:
        await add_book(world.db("library"), caller, "Optics")
    assert str(book.id) in (repeat.value.answer or "")


async def test_form_with_a_file_sent_again_with_its_key_is_a_repeat(world: World) -> None:
    """Each try writes the form with another boundary."""
    librarian = await world.someone("librarian")
    key = {"idempotency-key": str(uuid4())}
    answers = [
        await librarian.post("/api/books/scans", files={"scan": ("optics.txt", b"light")}, headers=key)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()


async def test_connections_that_died_in_the_pool_cost_nobody_a_request(
    world: World, library_settings: Settings
) -> None:
    librarian = await world.someone("librarian")
    await asyncio.gather(*(librarian.get(f"/api/books/{uuid4()}") for _ in range(8)))
    owner = await asyncpg.connect(library_settings.database.admin_url.reveal().replace("+asyncpg", ""))
    ended = await owner.fetch(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
        "WHERE application_name = 'stoa' AND usename = 'stoa_app'"
    )
    await owner.close()
    assert len(ended) > 1
    book = await librarian.post(
        "/api/books", json={"title": "Optics"}, headers={"idempotency-key": str(uuid4())}
    )
    assert book.status_code == 201
    assert (await librarian.get(f"/api/books/{book.json()['id']}")).status_code == 200


async def test_connection_that_ends_in_answer_to_a_beginning_costs_nobody_a_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, ended = asyncpg.Connection.execute, list[str]()

    async def end_once(connection: asyncpg.Connection, query: str, *given: Any, **more: Any) -> str:
        if query.startswith("BEGIN") and not ended:
            ended.append(query)
            raise asyncpg.AdminShutdownError("terminating connection due to administrator command")
        return str(await execute(connection, query, *given, **more))

    librarian = await world.someone("librarian")
    monkeypatch.setattr(asyncpg.Connection, "execute", end_once)
    book = await librarian.post("/api/books", json={"title": "Optics"})
    assert (book.status_code, len(ended)) == (201, 1)


async def test_cancelled_unit_of_work_leaves_no_row_and_a_clean_pool(world: World) -> None:
    caller = world.caller("librarian")
    entered = asyncio.Event()

    async def work_for_ever() -> None:
        async with world.db("library").work(caller) as work:
            await work.run(insert(books), {"tenant_id": work.tenant, "id": uuid4(), "title": "Half"})
            entered.set()
            await asyncio.sleep(60)

    working = asyncio.create_task(work_for_ever())
    await entered.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    for _ in range(12):
        async with world.db("library").read(caller) as read:
            assert await read.value(select(func.count()).select_from(books)) == 0
