"""Copies of assets beside the edge: served as the store would, and missed by nobody."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.engines.seaweedfs import object_store
from stoa.compose.supervisor import supervised
from stoa.services.delivery.domain.edge import SERVED, TYPE_OF_OTHERS, TYPES
from tests.compose.test_edge import raw

FOLDER = "/content/0190a8f0-7b6e-7cc1-8c2a-1d2b3c4d5e6f/v3/en-GB/media/"
DATA = bytes(range(256)) * 20
NAMES = [f"a-thing.{ending}" for ending in TYPES] + ["IMG_1.JPG", "no-ending", "strange.ending", "dot."]


@dataclass
class Edge:
    content: httpx.AsyncClient
    copies: Path
    app_origin: str

    async def of_both(self, path: str, **headers: str) -> tuple[httpx.Response, httpx.Response]:
        """From the copy, and from the store while the copy is away."""
        copy = self.copies / path[1:]
        near = await self.content.get(path, headers=headers)
        away = copy.with_name(copy.name + "+away")
        copy.rename(away)
        try:
            far = await self.content.get(path, headers=headers)
        finally:
            away.rename(copy)
        return near, far


@pytest.fixture(scope="module")
async def edge(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Edge]:
    folder: Path = tmp_path_factory.mktemp("at-hand")
    environment = edge_on_free_ports() | {"STOA_EDGE_HOSTS": "school.localhost"}
    async with supervised(folder, environment, only={"seaweedfs", "caddy"}) as supervisor:
        settings = supervisor.house.settings
        assert settings.edge.folder is not None
        copies = settings.edge.folder / SERVED
        store = object_store(settings.objects, settings.objects.assets_bucket)
        (copies / FOLDER[1:]).mkdir(parents=True)
        for name in NAMES:
            media_type = type_of(name)
            await store.put_async(FOLDER[1:] + name, DATA, attributes={"Content-Type": media_type})
            lay(copies / FOLDER[1:] / name, DATA)
        lay(settings.edge.folder / "outside.txt", b"outside")
        lay(copies / "outside.txt", b"outside")
        lay(copies / FOLDER[1:] / ".hidden", b"outside")
        await supervisor.serve([])
        async with httpx.AsyncClient(
            base_url=settings.web.content_origin, trust_env=False, timeout=30
        ) as content:
            yield Edge(content, copies, settings.web.app_origin)


def type_of(name: str) -> str:
    return TYPES.get(name.rpartition(".")[2].lower(), TYPE_OF_OTHERS)


def lay(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    os.utime(file, (1, 1))


def told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, answer.content, headers


@pytest.mark.parametrize("name", NAMES)
async def test_a_copy_is_served_as_the_store_serves_it(edge: Edge, name: str) -> None:
    near, far = await edge.of_both(FOLDER + name)
    assert told(near) == told(far)
    assert near.headers["content-type"] == type_of(name)
    assert near.content == DATA
    assert near.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert near.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert not [name for name in near.headers if name != "vary" and len(near.headers.get_list(name)) > 1]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (206, {"Range": "bytes=3-7"}),
        (206, {"Range": "bytes=-4"}),
        (206, {"Range": "bytes=3-7", "If-Range": '"immutable"'}),
        (304, {"If-None-Match": '"immutable"'}),
        (200, {"If-None-Match": '"something-else"'}),
        (200, {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}),
        (200, {"Accept-Encoding": "gzip, br"}),
    ],
)
async def test_parts_and_unchanged_assets_are_answered_alike(
    edge: Edge, status: int, headers: dict[str, str]
) -> None:
    near, far = await edge.of_both(FOLDER + "a-thing.mp4", **headers)
    assert told(near) == told(far)
    assert near.status_code == status


async def test_pages_of_every_host_of_the_application_may_read_assets(edge: Edge) -> None:
    school = edge.app_origin.replace("localhost", "school.localhost")
    for origin, allowed in ((school, school), ("http://evil.example", edge.app_origin)):
        for answer in await edge.of_both(FOLDER + "a-thing.json", Origin=origin):
            assert answer.headers["access-control-allow-origin"] == allowed
            assert "Origin" in answer.headers["vary"]


async def test_a_part_behind_the_end_is_refused_by_both(edge: Edge) -> None:
    near, far = await edge.of_both(FOLDER + "a-thing.mp4", Range=f"bytes={len(DATA)}-")
    assert (near.status_code, far.status_code) == (416, 416)


async def test_without_the_folder_the_store_answers(edge: Edge) -> None:
    away = edge.copies.with_name("away")
    edge.copies.rename(away)
    try:
        answer = await edge.content.get(FOLDER + "a-thing.png")
        assert (answer.status_code, answer.content) == (200, DATA)
    finally:
        away.rename(edge.copies)


async def test_a_copy_needs_no_store(edge: Edge) -> None:
    lay(edge.copies / FOLDER[1:] / "only-here.txt", b"here")
    answer = await edge.content.get(FOLDER + "only-here.txt")
    assert (answer.status_code, answer.text) == (200, "here")
    head = await edge.content.head(FOLDER + "only-here.txt")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "4")


async def test_what_is_nowhere_is_not_kept(edge: Edge) -> None:
    answer = await edge.content.get(FOLDER + "nowhere.txt", headers={"If-None-Match": '"immutable"'})
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/outside.txt",
        "/content",
        "/content/",
        FOLDER,
        FOLDER[:-1],
        FOLDER + ".hidden",
        FOLDER + "%2ehidden",
        FOLDER + "../" * 5 + "outside.txt",
        FOLDER + "../" * 6 + "outside.txt",
        FOLDER + "..%2f" * 5 + "outside.txt",
        FOLDER + "%2e%2e/" * 5 + "outside.txt",
        FOLDER + "%252e%252e/" * 5 + "outside.txt",
        FOLDER + "../media/a-thing.txt",
        FOLDER + "/a-thing.txt",
        FOLDER + "a-thing.txt/",
        FOLDER + "a-thing.txt%00",
        FOLDER + "..\\outside.txt",
        "/" + FOLDER + "a-thing.txt",
    ],
)
async def test_only_assets_are_found_in_the_folder(edge: Edge, path: str) -> None:
    status, body = await raw(edge.content, path)
    assert status in (400, 404), body
    assert b"outside" not in body
    assert DATA not in body


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS"])
async def test_copies_are_only_read(edge: Edge, method: str) -> None:
    answer = await edge.content.request(method, FOLDER + "a-thing.txt", content=b"planted")
    assert answer.status_code == 404
    assert (edge.copies / FOLDER[1:] / "a-thing.txt").read_bytes() == DATA


async def test_readers_do_not_notice_that_copies_go_and_come(edge: Edge) -> None:
    """As a whole version does, by one rename."""
    version = edge.copies / FOLDER[1:]
    away = edge.copies.with_name("away")

    async def read() -> None:
        for _ in range(60):
            answer = await edge.content.get(FOLDER + "a-thing.png")
            assert (answer.status_code, answer.content) == (200, DATA)

    async def swap() -> None:
        for _ in range(20):
            shutil.move(version, away)
            await asyncio.sleep(0.01)
            shutil.move(away, version)
            await asyncio.sleep(0.01)

    await asyncio.gather(read(), read(), swap())
