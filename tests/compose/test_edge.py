"""The edge, in front of real objects and of two small web processes."""

import asyncio
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar.routes import HTTPRoute

from stoa.compose.documents.application import unconnected
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.engines.caddy_config import GATHERED
from stoa.compose.engines.seaweedfs import object_store
from stoa.compose.processes import OwnProcess
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.runtime.http.straight import is_often

ASSET = "/content/0190a8f0-7b6e-7cc1-8c2a-1d2b3c4d5e6f/v3/en-GB/pages/light.html"
_UNTIL_NOTICED_S = 8
_NO_LIMITS = httpx.Limits(max_connections=None)
TEXT = b"<p>White light holds every colour.</p>" * 40


@dataclass
class Edge:
    supervisor: Supervisor
    app: httpx.AsyncClient
    content: httpx.AsyncClient

    def processes(self) -> list[int]:
        found = {status.name: status.pid for status in self.supervisor.status().programs}
        return [pid for name, pid in found.items() if name.startswith("web") and pid is not None]


@pytest.fixture(scope="module")
async def edge(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Edge]:
    folder: Path = tmp_path_factory.mktemp("edge")
    async with supervised(folder, edge_on_free_ports(), only={"seaweedfs", "caddy"}) as supervisor:
        house = supervisor.house
        await supervisor.serve([echo(folder, address, n) for n, address in enumerate(house.upstreams)])
        store = object_store(house.settings.objects, house.settings.objects.assets_bucket)
        await store.put_async(ASSET[1:], TEXT, attributes={"Content-Type": "text/html; charset=utf-8"})
        await store.put_async("secret-name.txt", b"not below content")
        web = house.settings.web
        async with (
            httpx.AsyncClient(base_url=web.app_origin, trust_env=False, timeout=20, limits=_NO_LIMITS) as app,
            httpx.AsyncClient(base_url=web.content_origin, trust_env=False, timeout=20) as content,
        ):
            yield Edge(supervisor, app, content)


def echo(folder: Path, address: str, number: int) -> OwnProcess:
    port = int(address.rpartition(":")[2])
    return OwnProcess(
        name=f"web_{number}",
        command=[sys.executable, str(Path(__file__).with_name("echo.py")), str(port), str(folder / "died")],
        environment={"PATH": os.defpath},
        folder=folder,
        ready_url=f"http://{address}/",
        ports={"http": port},
        drain_s=2,
    )


async def test_an_asset_is_served_for_ever_and_can_do_nothing(edge: Edge) -> None:
    answer = await edge.content.get(ASSET + "?list-type=2&acl")
    assert answer.status_code == 200
    assert answer.content == TEXT
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["access-control-allow-origin"] == edge.supervisor.house.settings.web.app_origin
    assert int(answer.headers["content-length"]) == len(TEXT)
    assert not [name for name in answer.headers if name.startswith(("x-amz", "seaweed")) or name == "server"]
    assert len(answer.headers.get_list("accept-ranges")) <= 1


async def test_a_part_of_an_asset_can_be_asked_for(edge: Edge) -> None:
    answer = await edge.content.get(ASSET, headers={"Range": "bytes=3-7"})
    assert (answer.status_code, answer.content) == (206, TEXT[3:8])
    assert answer.headers["content-range"] == f"bytes 3-7/{len(TEXT)}"
    answer = await edge.content.get(ASSET, headers={"Range": f"bytes={len(TEXT)}-"})
    assert answer.status_code == 416


async def test_an_unchanged_asset_is_not_sent_again(edge: Edge) -> None:
    first = await edge.content.head(ASSET)
    assert (first.status_code, first.content) == (200, b"")
    again = await edge.content.get(ASSET, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
async def test_the_content_origin_only_reads(edge: Edge, method: str) -> None:
    answer = await edge.content.request(method, ASSET, content=b"" if method != "PUT" else b"planted")
    assert answer.status_code == 404
    assert (await edge.content.get(ASSET)).content == TEXT


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?list-type=2",
        "/assets",
        "/assets/secret-name.txt",
        "/secret-name.txt",
        "/private/x",
        "/content/",
        "/content/?prefix=",
        ASSET.rpartition("/")[0] + "/",
        ASSET.rpartition("/")[0],
        ASSET + "/",
        ASSET.replace("/v3/", "/v03/"),
        ASSET.replace("/v3/", "/v4/"),
        ASSET.replace("/pages/", "/pages/../../../../../../"),
        ASSET.rpartition("/")[0] + "/..%2f..%2f..%2f..%2f..%2fsecret-name.txt",
        ASSET.rpartition("/")[0] + "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret-name.txt",
        ASSET.rpartition("/")[0] + "/%252e%252e/secret-name.txt",
        ASSET.rpartition("/")[0] + "/.hidden",
        ASSET.rpartition("/")[0] + "//light.html",
        ASSET.replace("/pages/", "/pages/../pages/"),
        ASSET.rpartition("/")[0] + "\\light.html",
        ASSET + "%00",
        ASSET + "%3facl",
        ASSET + "%0d%0aX-Planted:1",
        "//content" + ASSET[8:],
    ],
)
async def test_nothing_but_assets_is_found(edge: Edge, path: str) -> None:
    status, body = await raw(edge.content, path)
    assert status in (400, 404), body
    assert not [leak for leak in (b"not below content", b"<Error>", b"ListBucket") if leak in body]


async def raw(client: httpx.AsyncClient, path: str) -> tuple[int, bytes]:
    """As written: httpx would tidy the path up."""
    url = client.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {url.netloc.decode()}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


async def test_forwarded_headers_of_a_client_are_not_believed(edge: Edge) -> None:
    lies = {
        "X-Forwarded-For": "6.6.6.6",
        "X-Forwarded-Host": "evil",
        "Forwarded": "for=6.6.6.6",
        "X-Real-IP": "6.6.6.6",
    }
    said = (await edge.app.get("/page", headers=lies)).json()["headers"]
    assert not [lie for lie in ("6.6.6.6", "evil") if lie in str(said)]
    assert said["x-forwarded-for"] in ("127.0.0.1", "::1")
    assert said["x-forwarded-proto"] == "http"
    assert said["host"] == edge.app.base_url.netloc.decode()


async def test_by_another_name_the_application_only_points_to_its_own(edge: Edge) -> None:
    port = edge.app.base_url.port
    answer = await edge.app.get(f"http://127.0.0.1:{port}/page?a=1")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{edge.supervisor.house.settings.web.app_origin}/page?a=1"
    content = await edge.content.get(f"http://localhost:{edge.content.base_url.port}{ASSET}")
    assert content.status_code == 404


def test_doors_that_gather_are_the_ones_asked_often() -> None:
    doors = unconnected(SERVICES).routes
    often = [
        route.path_format
        for route in doors
        if isinstance(route, HTTPRoute) and any(is_often(handler) for handler in route.route_handlers)
    ]
    assert [re.sub(r"\{[^}]+\}", "*", path) for path in often] == list(GATHERED)


async def test_responses_gather_in_a_process_until_it_has_no_room(edge: Edge, tmp_path: Path) -> None:
    await _both_back(edge)

    async def respond(query: str) -> int:
        answer = await edge.app.post(f"/api/attempts/{uuid4()}/responses{query}", content=b"x")
        found: int = answer.json()["pid"]
        return found

    async def respond_at_once(moment: Path) -> Counter[int]:
        """160 of which none is answered before all have come."""
        come, over = moment.with_suffix(".come"), moment.with_suffix(".over")
        async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
            under_way = [tasks.create_task(respond(f"?held={moment}")) for _ in range(160)]
            while not come.exists() or come.stat().st_size < 160:
                await asyncio.sleep(0.05)
            over.touch()
        return Counter(one.result() for one in under_way)

    one_by_one = Counter([await respond("") for _ in range(20)])
    at_once = await respond_at_once(tmp_path / "first")
    assert len(at_once) == 2
    [first] = one_by_one
    assert at_once[first] >= 128
    [other] = set(at_once) - {first}
    os.kill(other, signal.SIGSTOP)
    try:
        await asyncio.sleep(_UNTIL_NOTICED_S)
        assert set(await respond_at_once(tmp_path / "second")) == {first}
    finally:
        os.kill(other, signal.SIGCONT)


async def test_the_death_of_a_process_does_not_show(edge: Edge) -> None:
    """Readers see nothing of it, and neither do writers who named their write."""
    answered: set[int] = set()

    async def read(number: int) -> int:
        await asyncio.sleep(number * 0.01)
        answer = await (
            edge.app.get("/page")
            if number % 2
            else edge.app.post("/page", content=b"x", headers={"Idempotency-Key": str(number)})
        )
        answered.add(answer.json()["pid"])
        return answer.status_code

    readers = [asyncio.create_task(read(number)) for number in range(200)]
    await asyncio.sleep(0.5)
    os.kill(edge.processes()[0], signal.SIGKILL)
    assert set(await asyncio.gather(*readers)) == {200}
    assert len(answered) >= 2


async def test_a_write_with_a_key_is_repeated_when_its_process_dies_over_it(edge: Edge) -> None:
    await _both_back(edge)
    answer = await edge.app.post("/die-once", content=b"kept", headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 200
    assert answer.json()["body"] == "kept"


async def test_a_write_without_a_key_is_not_repeated(edge: Edge) -> None:
    await _both_back(edge)
    (edge.supervisor.house.data / "died").unlink(missing_ok=True)
    answer = await edge.app.post("/die-once", content=b"perhaps")
    assert answer.status_code in (502, 503)
    assert "Stoa is starting or resting" in answer.text


async def _both_back(edge: Edge) -> None:
    for _ in range(1200):
        if len(edge.processes()) == 2 and all(s.state == "ready" for s in edge.supervisor.status().programs):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a process did not come back")
