"""The live connection of pages through the edge, from signing in to the end of a process."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from stoa.runtime.bus import Bus
from stoa.runtime.live.listening import MOST_A_PERSON
from tests.compose.conftest import OTHER, SCHOOL, House
from tests.compose.test_hosts import carrying
from tests.line import Line


class Page:
    """Of somebody who is signed in at a host."""

    def __init__(self, house: House, host: str, client: httpx.AsyncClient) -> None:
        self.house = house
        self.host = host
        self.client = client
        self.origin = f"http://{host}:{house.port}"

    async def granted(self) -> dict[str, Any]:
        answer = await self.client.post("/api/live/credentials", json={})
        assert answer.status_code == 200, answer.text
        given: dict[str, Any] = answer.json()
        return given

    def line(self, token: str, *, origin: str | None = None, host: str | None = None) -> Line:
        """As a browser opens it: by loopback, with the host in a header."""
        at = host or f"{self.host}:{self.house.port}"
        return Line(f"ws://localhost:{self.house.port}/live", token, origin=origin, host=at)


@asynccontextmanager
async def page_at(house: House, host: str) -> AsyncIterator[Page]:
    async with house.client(host) as client:
        client.headers["Cookie"] = carrying(await house.sign_in(client))["Cookie"]
        yield Page(house, host, client)


@pytest.mark.parametrize("host", ["localhost", SCHOOL])
async def test_a_page_connects_on_its_own_origin(house: House, host: str) -> None:
    async with page_at(house, host) as page:
        given = await page.granted()
        assert given["address"] == f"ws://{host}:{house.port}/live"
        async with page.line(given["token"], origin=page.origin) as line:
            assert line.open
            assert all([await line.subscribe(subject) for subject in given["subscribe"]])
            assert await line.publish(given["publish"], b"{}")


async def test_other_pages_are_not_let_through(house: House) -> None:
    async with page_at(house, SCHOOL) as page:
        token = (await page.granted())["token"]
        for origin in (
            None,
            "null",
            "https://evil.example",
            f"https://{SCHOOL}:{house.port}",
            f"http://{SCHOOL}",
            f"http://{SCHOOL}.evil.example:{house.port}",
            f"http://{OTHER}:{house.port}",
            f"http://localhost:{house.port}",
        ):
            async with page.line(token, origin=origin) as line:
                assert line.status == 403, origin


async def test_by_a_host_that_is_none_of_ours_nothing_is_opened(house: House) -> None:
    async with page_at(house, SCHOOL) as page:
        token = (await page.granted())["token"]
        elsewhere = f"elsewhere.localhost:{house.port}"
        async with page.line(token, origin=f"http://{elsewhere}", host=elsewhere) as line:
            assert line.status == 308
        content = house.supervisor.house.settings.web.content_origin
        host = content.removeprefix("http://")
        async with Line(f"ws://{host}/live", token, origin=content, host=host) as line:
            assert line.status == 404


async def test_only_the_one_address_leads_to_the_bus(house: House) -> None:
    """NATS takes leaf nodes by a path of their own."""
    async with page_at(house, "localhost") as page:
        token = (await page.granted())["token"]
        for path in ("/live/leafnode", "/leafnode", "/live/mqtt", "/live/"):
            address = f"ws://localhost:{house.port}{path}"
            async with Line(address, token, origin=page.origin) as line:
                assert line.status in (403, 404), path


async def test_a_restart_of_the_bus_forgets_nobody_who_signed_out(house: House) -> None:
    async with page_at(house, "localhost") as leaving, page_at(house, "localhost") as staying:
        left, stayed = await leaving.granted(), await staying.granted()
        async with leaving.line(left["token"], origin=leaving.origin) as line:
            await leaving.client.post("/sign-out")
            assert await line.ends() == "Credentials Revoked"
        os.kill(house.pid("nats"), signal.SIGKILL)
        async with asyncio.timeout(30):
            while not await connects(staying, stayed["token"]):
                await asyncio.sleep(0.1)
        async with asyncio.timeout(30):
            while await connects(leaving, left["token"]):
                await asyncio.sleep(0.1)
        assert await connects(staying, stayed["token"])
    await until_the_bus_is_back(house)


async def test_every_process_hears_who_signs_out_after_the_bus_was_away(house: House) -> None:
    os.kill(house.pid("nats"), signal.SIGKILL)
    async with page_at(house, "localhost") as page:
        asked = {"Host": f"localhost:{house.port}", "Cookie": page.client.headers["Cookie"]}
        processes = [f"http://{address}/api/learning" for address in house.supervisor.house.upstreams]
        async with httpx.AsyncClient(trust_env=False, headers=asked, timeout=30) as client:
            assert [(await client.get(one)).status_code for one in processes] == [200, 200]
            await page.client.post("/sign-out")
            async with asyncio.timeout(60):
                while [(await client.get(one)).status_code for one in processes] != [401, 401]:
                    await asyncio.sleep(0.2)
    await until_the_bus_is_back(house)


async def until_the_bus_is_back(house: House) -> None:
    """And every web process has it again, so that the next test meets nothing of its death."""
    async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as client:
        while not await _well(house, client):
            await asyncio.sleep(0.1)


async def _well(house: House, client: httpx.AsyncClient) -> bool:
    if any(one.state != "ready" for one in house.supervisor.status().programs):
        return False
    processes = [f"http://{one}/health/ready" for one in house.supervisor.house.upstreams]
    try:
        return [(await client.get(one)).status_code for one in processes] == [200, 200]
    except httpx.TransportError:
        return False


async def connects(page: Page, token: str) -> bool:
    try:
        async with page.line(token, origin=page.origin) as line:
            return line.open
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False


class Listener:
    """lines: of server-sent events, as they come."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def until(self, words: str, within_s: float = 30) -> str:
        """The first line with the words in it."""
        async with asyncio.timeout(within_s):
            async for line in self._lines:
                if words in line:
                    return line
        raise AssertionError(f"it ended without {words}")


@asynccontextmanager
async def listening(page: Page) -> AsyncIterator[Listener]:
    async with page.client.stream("GET", "/api/live/stream") as answer:
        listener = Listener(answer)
        if answer.status_code == 200:
            await listener.until("retry:")
        yield listener


async def test_the_same_comes_by_server_sent_events(house: House) -> None:
    async with page_at(house, "localhost") as page, listening(page) as listener:
        assert listener.answer.headers["content-type"].startswith("text/event-stream")
        own = next(one for one in (await page.granted())["subscribe"] if one.startswith("live."))
        async with bus_of(house) as client:
            await client.publish(own.replace(">", "decisions"), b'{"kind": "help"}')
        said = await listener.until("data:")
        assert said == f'data: {{"subject":"{own.replace(">", "decisions")}","message":{{"kind": "help"}}}}'


@asynccontextmanager
async def bus_of(house: House) -> AsyncIterator[Any]:

    bus = await Bus.connect(house.supervisor.house.settings.bus, "test")
    yield bus.client
    await bus.client.flush()
    await bus.close()


async def _status(page: Page, path: str) -> int:
    """Without waiting for the end of what is streamed."""
    async with page.client.stream("GET", path) as answer:
        return answer.status_code


async def test_server_sent_events_end_with_the_session(house: House) -> None:
    async with page_at(house, "localhost") as page:
        async with listening(page) as listener:
            async with house.client("localhost") as other:
                await other.post("/sign-out", headers={"Cookie": page.client.headers["Cookie"]})
            await listener.until("event: end")
        async with asyncio.timeout(30):
            while await _status(page, "/api/live/stream") != 401:
                await asyncio.sleep(0.1)


async def test_who_may_have_missed_something_is_told(house: House) -> None:
    """What is pushed while the bus is away is gone, so the page begins anew."""
    async with page_at(house, "localhost") as page, listening(page) as listener:
        os.kill(house.pid("nats"), signal.SIGKILL)
        await listener.until("event: end")
    await until_the_bus_is_back(house)


async def test_so_many_streams_a_person_and_no_more(house: House) -> None:
    """Two processes answer, each counting for itself."""
    async with page_at(house, "localhost") as page:
        async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
            enough = asyncio.Event()
            seen: list[int] = []

            async def open_one() -> None:
                async with listening(page) as listener:
                    seen.append(listener.answer.status_code)
                    if listener.answer.status_code == 200:
                        await enough.wait()

            for _ in range(2 * MOST_A_PERSON + 2):
                tasks.create_task(open_one())
            while len(seen) < 2 * MOST_A_PERSON + 2:
                await asyncio.sleep(0.02)
            enough.set()
        assert seen.count(200) <= 2 * MOST_A_PERSON
        assert seen.count(429) >= 2
        await until_there_is_room(page)


async def until_there_is_room(page: Page) -> None:
    """In both processes: one may hear later than the other that its listeners went."""
    let_in = 0
    async with asyncio.timeout(60):
        while let_in < 6:
            async with listening(page) as listener:
                let_in = let_in + 1 if listener.answer.status_code == 200 else 0
            await asyncio.sleep(0.1)


async def test_a_process_that_ends_sends_its_listeners_elsewhere(house: House) -> None:
    async with page_at(house, "localhost") as page, listening(page) as listener:
        processes = [house.pid("web-0"), house.pid("web-1")]
        os.kill(processes[0], signal.SIGTERM)
        await asyncio.sleep(0.3)
        os.kill(processes[1], signal.SIGTERM)
        await listener.until("event: end")
        async with asyncio.timeout(60):
            while not await back(house, processes):
                await asyncio.sleep(0.1)


async def back(house: House, before: list[int]) -> bool:
    """Both are there again, as other processes."""
    now = {one.name: one for one in house.supervisor.status().programs if one.name.startswith("web")}
    return all(one.state == "ready" and one.pid not in before for one in now.values())
