"""Bodies that nobody reads, are too large or break off: the answer arrives, and nobody else notices."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.compose.conftest import SCHOOL, House
from tests.compose.test_hosts import carrying
from tests.compose.test_static import edge_of

LARGE = b"x" * 5_000_000


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/people", 401), ("/api/nowhere", 404), ("/health/live", 405)],
)
async def test_a_refusal_arrives_whatever_was_sent(house: House, path: str, status: int) -> None:
    async with house.client(SCHOOL) as client:
        for _ in range(10):
            refused = await client.post(path, content=LARGE)
            assert refused.status_code == status
            assert (await client.get("/sign-in")).status_code == 200


async def test_a_body_without_a_length_is_refused_alike(house: House) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b"x" * 100_000

    async with house.client(SCHOOL) as client:
        for _ in range(5):
            assert (await client.post("/api/people", content=pieces())).status_code == 401


async def test_many_large_refusals_at_once_close_nothing(house: House) -> None:
    async with house.client(SCHOOL) as client:
        refusals = [client.post("/api/people", content=LARGE) for _ in range(20)]
        pages = [client.get("/sign-in") for _ in range(40)]
        answers = await asyncio.gather(*refusals, *pages)
    assert [answer.status_code for answer in answers] == [401] * 20 + [200] * 40


async def test_senders_who_break_off_hold_nobody_up(house: House) -> None:
    """The edge takes none of that for a process that fails."""
    head = f"POST /sign-in HTTP/1.1\r\nHost: {SCHOOL}:{house.port}\r\nContent-Length: 1000000\r\n\r\n"
    async with house.client(SCHOOL) as client:
        for _ in range(10):
            for _ in range(2):
                with socket.create_connection(("localhost", house.port)) as sender:
                    sender.sendall(head.encode() + b"x" * 500_000)
            assert (await client.get("/sign-in")).status_code == 200
    # Judged by its failures, a process would be left alone for a while after each of these.
    written = house.supervisor.house.data / "caddy/caddy.json"
    assert '"passive"' not in written.read_text()


async def test_what_no_door_takes_is_refused_by_the_edge(tmp_path: Path) -> None:
    async def read_whole(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"GET" not in head:
            await reader.readexactly(5_000_000)
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()

    process = await asyncio.start_server(read_whole, "127.0.0.1", 0)
    port = process.sockets[0].getsockname()[1]
    async with (
        edge_of(tmp_path, upstream=f"127.0.0.1:{port}", largest_body=3_000_000) as origin,
        httpx.AsyncClient(base_url=origin, trust_env=False, timeout=30) as client,
    ):
        answer = await client.post("/anything", content=LARGE)
    process.close()
    assert (answer.status_code, "larger than anything" in answer.text) == (413, True)


async def test_too_large_a_form_names_its_limit_in_the_readers_language(house: House) -> None:
    async with house.client(SCHOOL) as client:
        kept = carrying(await house.sign_in(client))
        answer = await client.post("/api/people", json={"name": "x" * 2_500_000}, headers=kept)
        assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
        assert "2 MB" in answer.json()["detail"]
        spanish = {"Accept": "text/html", "Accept-Language": "es"}
        page = await client.post("/sign-in", data={"email": "x" * 2_500_000}, headers=spanish)
    assert page.status_code == 413
    assert 'lang="es"' in page.text
    assert "2 MB" in page.text


async def test_senders_who_stall_hold_no_process(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"POST" in head:
            heard.append(head)
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    async def begin(port: str, size: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("localhost", int(port))
        writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000\r\n\r\n" + b"x" * size)
        await writer.drain()
        return reader, writer

    process = await asyncio.start_server(answer, "127.0.0.1", 0)
    upstream = f"127.0.0.1:{process.sockets[0].getsockname()[1]}"
    async with (
        process,
        edge_of(tmp_path, upstream=upstream, largest_body=3_000_000, stalled_s=1) as origin,
    ):
        port = origin.rpartition(":")[2]
        _, much = await begin(port, 380_000)
        few, little = await begin(port, 10)
        await asyncio.sleep(0.5)
        assert heard == []
        async with asyncio.timeout(30):
            assert b" 20" not in await few.readline()
        for writer in (much, little):
            writer.close()


@asynccontextmanager
async def edge_of_a_process(tmp_path: Path) -> AsyncIterator[int]:
    """Its port. The process is well, and reads nothing."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    process = await asyncio.start_server(answer, "127.0.0.1", 0)
    upstream = f"127.0.0.1:{process.sockets[0].getsockname()[1]}"
    async with process, edge_of(tmp_path, upstream=upstream, largest_body=3_000_000, stalled_s=1) as origin:
        yield int(origin.rpartition(":")[2])


@pytest.mark.parametrize("said", [1, 2_000, 200_000, 400_000])
async def test_who_stalls_is_answered_however_much_they_announced(tmp_path: Path, said: int) -> None:
    async with edge_of_a_process(tmp_path) as port:
        reader, writer = await asyncio.open_connection("localhost", port)
        writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % said)
        async with asyncio.timeout(30):
            head = await reader.readuntil(b"\r\n\r\n")
            words = await reader.readuntil(b"send it again.")
        writer.close()
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"too slowly" in words


async def test_a_body_in_pieces_that_are_none_is_the_senders_fault(tmp_path: Path) -> None:
    pieces = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n"
    async with edge_of_a_process(tmp_path) as port:
        reader, writer = await asyncio.open_connection("localhost", port)
        writer.write(pieces)
        async with asyncio.timeout(30):
            head = await reader.readuntil(b"\r\n\r\n")
        writer.close()
    assert head.startswith(b"HTTP/1.1 400 ")


async def test_a_sender_who_is_slow_and_steady_is_waited_for(tmp_path: Path) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(8):
            yield b"x" * 25_000
            await asyncio.sleep(1.5)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"POST" in await reader.readuntil(b"\r\n\r\n"):
            await reader.readexactly(200_000)
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    process = await asyncio.start_server(answer, "127.0.0.1", 0)
    upstream = f"127.0.0.1:{process.sockets[0].getsockname()[1]}"
    async with (
        process,
        edge_of(tmp_path, upstream=upstream, largest_body=3_000_000, stalled_s=10) as origin,
        httpx.AsyncClient(base_url=origin, trust_env=False, timeout=60) as client,
    ):
        sent = await client.post("/", content=pieces(), headers={"Content-Length": "200000"})
    assert sent.status_code == 204
