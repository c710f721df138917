"""Readers who read while versions change: never a page mixed of two.

A reader asks what is active, then reads a page and what it shows through the edge, and compares all of it
with the manifest it began with. Short here; `STOA_READERS=1000 STOA_ACTIVATIONS=50` is the long form.
"""

import asyncio
import os
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from stoa.contracts.delivery import Manifest
from stoa.kernel.checksum import checksum
from tests.services.delivery.courses import Draft, publish, small_course
from tests.world import Someone, World

READERS = int(os.environ.get("STOA_READERS", "60"))
ACTIVATIONS = int(os.environ.get("STOA_ACTIVATIONS", "12"))
VERSIONS = 3

_NUMBER = re.compile(r"number (\d+)")
_SOURCE = re.compile(r'src="([^"]+)"')


class Mixed(AssertionError):
    """Parts of two versions on one page."""


@dataclass
class Edge:
    """The content origin, and what was read there."""

    client: httpx.AsyncClient
    read: Counter[int] = field(default_factory=Counter)

    async def get(self, url: str, expected: str) -> str:
        answer = await self.client.get(url)
        if answer.status_code != 200 or checksum(answer.content) != expected:
            raise Mixed(f"{answer.status_code} {url}")
        return answer.text


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(trust_env=False, timeout=120, limits=limits) as client:
        yield Edge(client)


async def published(world: World) -> Draft:
    """Versions that name their number in the title, in the text and in the picture."""
    draft = small_course()
    for number in range(1, VERSIONS + 1):
        text = f'<p>number {number}</p><img src="media:eye.svg" alt="">'
        draft = draft.with_text(text).with_file("eye.svg", _drawing(number)).next(title=f"number {number}")
        await publish(world, draft)
    return draft


def _drawing(number: int) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>number {number}</title></svg>'.encode()


async def active(instructor: Someone, draft: Draft) -> Manifest:
    path = f"/api/courses/{draft.document.course}/manifest?locale=en"
    answer = await patiently(lambda: instructor.get(path))
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Manifest)


async def patiently(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Whoever is told that many are here at once waits a moment, as a browser does."""
    while (answer := await ask()).status_code == 503:
        await asyncio.sleep(random.uniform(0.1, 1))
    return answer


async def read_page(edge: Edge, manifest: Manifest) -> None:
    """Raises Mixed when anything on the page is not of the manifest's version."""
    checksums = {asset.path: asset.checksum for asset in manifest.assets}
    path = manifest.objects[0].pages["standard"]
    if path not in checksums:
        raise Mixed(path)
    html = await edge.get(manifest.url + path, checksums[path])
    seen = [manifest.title, html]
    for source in _SOURCE.findall(html):
        if source.removeprefix(manifest.url) not in checksums:
            raise Mixed(source)
        seen.append(await edge.get(source, checksums[source.removeprefix(manifest.url)]))
    numbers = {number for text in seen for number in _NUMBER.findall(text)}
    if len(numbers) != 1 or len(seen) < 3:
        raise Mixed(f"{numbers} on one page")
    edge.read[manifest.version] += 1


async def test_never_a_page_mixed_of_two_versions(edge_world: World, edge: Edge) -> None:
    world = edge_world
    draft = await published(world)
    instructor, editor = await world.someone("instructor"), await world.someone("editor")
    swapping = asyncio.Event()
    swapping.set()
    reads: Counter[int] = Counter()

    async def reader(number: int) -> None:
        while swapping.is_set() or reads[number] < 2:
            await read_page(edge, await active(instructor, draft))
            reads[number] += 1

    async def swap() -> None:
        path = f"/api/courses/{draft.document.course}/activations"
        for turn in range(ACTIVATIONS):
            before = sum(reads.values())
            body = {"locale": "en", "version": 1 + turn % VERSIONS, "expected": VERSIONS + turn}
            answer = await patiently(lambda body=body: editor.post(path, json=body))  # type: ignore[misc]
            assert answer.status_code == 201, answer.text
            while sum(reads.values()) < before + READERS // 10:
                await asyncio.sleep(0.01)
        swapping.clear()

    async with asyncio.TaskGroup() as tasks:
        for number in range(READERS):
            tasks.create_task(reader(number))
        tasks.create_task(swap())
    assert min(reads.values()) >= 2
    assert len(reads) == READERS
    assert set(edge.read) == set(range(1, VERSIONS + 1))
    print(f"{READERS} readers, {ACTIVATIONS} activations, pages by version: {dict(edge.read)}")  # noqa: T201


async def test_a_manifest_of_one_version_over_the_folder_of_another_is_seen(
    edge_world: World,
    edge: Edge,
) -> None:
    """The planted fault: what is active is looked up twice, for the manifest and for the address."""
    world = edge_world
    draft = await published(world)
    manifest = await active(await world.someone("instructor"), draft)
    [thing] = manifest.objects
    older = {level: path.replace(f"v{manifest.version}/", "v1/") for level, path in thing.pages.items()}
    with pytest.raises(Mixed):
        await read_page(edge, replace(manifest, objects=[replace(thing, pages=older)]))


async def test_a_page_of_one_version_with_the_picture_of_another_is_seen(
    edge_world: World, edge: Edge
) -> None:
    """The planted fault, with checksums that agree: only the words on the page tell."""
    world = edge_world
    draft = await published(world)
    crossed = draft.next(title="number 1")
    await publish(world, crossed)
    with pytest.raises(Mixed, match="on one page"):
        await read_page(edge, await active(await world.someone("instructor"), draft))
