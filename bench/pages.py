"""Pages and assets under load. `python -m bench.pages [part...]`; results go to bench/results/pages.jsonl.

A part is a function here that measures one thing beside its yardstick, in the same run and by turns.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx
import msgspec
import uvloop
from tests.services.delivery.courses import publish, small_course
from tests.world import World, open_stage

from bench.load import Measure, measure
from bench.reading import reading
from bench.results import keep
from stoa.compose.embedded import embedded
from stoa.compose.engines.program import installed
from stoa.compose.ports import free_port
from stoa.contracts.content import FileObject
from stoa.contracts.delivery import Manifest
from stoa.kernel.ids import new_id
from stoa.runtime.config import EdgeSettings
from stoa.services.delivery.domain.edge import SERVED
from stoa.services.delivery.service import SERVICE as DELIVERY
from stoa.services.identity.service import SERVICE as IDENTITY

ROUNDS = 5
ROUND_S = 2.0
READERS = (1, 16)
SIZES = {"page of 4 kB": 4_000, "image of 100 kB": 100_000, "segment of 1 MB": 1_000_000}


async def assets() -> None:
    """An activated asset through the edge beside the same file from bare Caddy."""
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        # PostgreSQL runs as an account of its own and has to get in.
        Path(folder).chmod(0o755)
        async with (
            embedded(Path(folder) / "stoa") as settings,
            open_stage(settings, [IDENTITY, DELIVERY]) as stage,
        ):
            world = World(stage)
            urls = await _activate(world)
            await _until_at_hand(settings.edge, urls.values())
            files = Path(folder) / "files"
            files.mkdir()
            for name, url in urls.items():
                (files / name.replace(" ", "-")).write_bytes(_bytes(SIZES[name]))
                answer = httpx.get(url, trust_env=False)
                assert answer.content == _bytes(SIZES[name]), url
            async with _bare_caddy(files) as bare:
                for name, url in urls.items():
                    for readers in READERS:
                        await _beside(name, url, f"{bare}/{name.replace(' ', '-')}", SIZES[name], readers)
            await world.close()


def _bytes(size: int) -> bytes:
    """Nothing that compresses, the same every time."""
    return bytes((number * 2654435761 >> 13) & 0xFF for number in range(size))


async def _activate(world: World) -> Mapping[str, str]:
    """A course of files, published as content would. Returns addresses by name."""
    things = [FileObject(id=new_id(), key=name, title=name, file=name) for name in SIZES]
    draft = small_course()
    draft = replace(
        draft,
        document=msgspec.structs.replace(draft.document, objects=things),
        files={name: (_bytes(size), "application/octet-stream") for name, size in SIZES.items()},
    )
    await publish(world, draft)
    editor = await world.someone("editor")
    answer = await editor.get(f"/api/courses/{draft.document.course}/manifest?locale=en")
    manifest = msgspec.json.decode(answer.content, type=Manifest)
    return {thing.title: f"{manifest.url}{thing.file}" for thing in manifest.objects}


async def _until_at_hand(edge: EdgeSettings, urls: Iterable[str]) -> None:
    """As a moment after every activation: what is measured is the edge with its copies."""
    assert edge.folder is not None
    copies = [edge.folder / SERVED / urlsplit(url).path[1:] for url in urls]
    async with asyncio.timeout(20):
        while not all(copy.exists() for copy in copies):
            await asyncio.sleep(0.05)


@asynccontextmanager
async def _bare_caddy(folder: Path) -> AsyncIterator[str]:
    port = free_port()
    server = subprocess.Popen(
        [installed("caddy"), "file-server", "--root", folder, "--listen", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        await _until_open(address)
        yield address
    finally:
        server.terminate()
        server.wait()


async def _until_open(address: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(100):
            try:
                await client.get(address)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise TimeoutError(address)


async def _beside(name: str, edge: str, bare: str, size: int, readers: int) -> None:
    """In turns, so that what the machine does meanwhile falls on both; the middle round counts."""
    rounds: dict[str, list[Measure]] = {"edge": [], "bare": []}
    for _ in range(ROUNDS):
        for side, url in (("edge", edge), ("bare", bare)):
            rounds[side].append(await measure(url, readers=readers, for_s=ROUND_S, size=size))
    told = {side: _told(measures) for side, measures in rounds.items()}
    line = keep(
        "pages",
        part="assets",
        what=name,
        readers=readers,
        **told,
        rate_ratio=round(told["edge"]["rate"] / told["bare"]["rate"], 3),
        p99_ratio=round(told["edge"]["p99_ms"] / told["bare"]["p99_ms"], 2),
    )
    print(f"{name}, {readers} readers: edge {told['edge']}, bare {told['bare']}, rate × {line['rate_ratio']}")


def _told(measures: list[Measure]) -> dict[str, float]:
    return {
        "rate": round(median(one.rate() for one in measures), 1),
        "p50_ms": round(median(one.percentile_ms(0.5) for one in measures), 2),
        "p99_ms": round(median(one.percentile_ms(0.99) for one in measures), 2),
    }


PARTS: Mapping[str, Callable[[], Awaitable[None]]] = {"assets": assets, "reading": reading}


async def main(wanted: list[str]) -> None:
    for part in wanted or PARTS:
        await PARTS[part]()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1:]))
