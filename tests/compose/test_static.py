"""Files that the application's origin serves without asking a process."""

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from stoa.compose.engines.caddy import Caddy
from stoa.compose.engines.caddy_parts import CaddyConfig
from stoa.compose.folder import RunFolder
from stoa.compose.ports import free_port
from stoa.compose.watch import Watch

SCRIPT = b"export const light = 'white';\n" * 200


@asynccontextmanager
async def edge_of(
    folder: Path, *, upstream: str, largest_body: int, stalled_s: int = 15
) -> AsyncIterator[str]:
    """An edge by itself, with the files in `built` of the folder. Yields the application's origin."""
    app_port, content_port = free_port(), free_port()
    config = CaddyConfig(
        folder=folder / "caddy",
        app_origin=f"http://localhost:{app_port}",
        content_origin=f"http://127.0.0.1:{content_port}",
        hosts=[],
        app_port=app_port,
        content_port=content_port,
        bind="127.0.0.1",
        tls=False,
        upstreams=[upstream],
        health_path="/health/live",
        websocket=None,
        objects_endpoint=f"http://127.0.0.1:{free_port()}",
        assets_bucket="assets",
        assets_folder=None,
        static_folder=folder / "built",
        largest_body=largest_body,
        stalled_s=stalled_s,
    )
    watch = Watch(Caddy(config), RunFolder(folder), lambda _: None)
    await watch.start()
    yield config.app_origin
    await watch.stop()


@pytest.fixture(scope="module")
async def application(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    folder: Path = tmp_path_factory.mktemp("static")
    built = folder / "built"
    (built / "scripts").mkdir(parents=True)
    (built / "scripts" / "player.A1B2C3.js").write_bytes(SCRIPT)
    (built / "scripts" / "player.A1B2C3.js.gz").write_bytes(gzip.compress(SCRIPT))
    (built / "plain.css").write_bytes(b"p { color: black }\n" * 100)
    (built / ".hidden").write_text("hidden")
    (folder / "outside.txt").write_text("outside")
    async with (
        edge_of(folder, upstream=f"127.0.0.1:{free_port()}", largest_body=3_000_000) as origin,
        httpx.AsyncClient(base_url=origin, trust_env=False, timeout=20) as client,
    ):
        yield client


async def test_a_built_file_is_kept_for_ever_and_sent_as_compressed_by_the_build(
    application: httpx.AsyncClient,
) -> None:
    answer = await application.get("/static/scripts/player.A1B2C3.js", headers={"Accept-Encoding": "gzip"})
    assert answer.content == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_a_file_without_a_compressed_sibling_is_compressed_on_the_way(
    application: httpx.AsyncClient,
) -> None:
    answer = await application.get("/static/plain.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/static/", "/static/scripts/", "/static/.hidden", "/static/none.js"])
async def test_nothing_else_is_there_and_that_is_not_kept(application: httpx.AsyncClient, path: str) -> None:
    answer = await application.get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/static/..%2foutside.txt", "/static/%2e%2e/outside.txt"])
async def test_files_beside_the_folder_are_out_of_reach(application: httpx.AsyncClient, path: str) -> None:
    answer = await application.get(path)
    assert b"outside" not in answer.content


async def test_without_a_process_a_page_says_so(application: httpx.AsyncClient) -> None:
    answer = await application.get("/courses")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert "Stoa is starting or resting" in answer.text
