"""One platform, one browser, for all tests here; so they all go to one worker."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.settings import load
from stoa.runtime.bus import Bus
from tests.browser.platform import running
from tests.browser.school import School, clerk, open_school
from tests.browser.visitors import Visitors
from tests.web import guide

# A busy machine is no fault of the page: what is there counts, not how soon.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str, worker_id: str) -> Path:
    """Of the platform's data. There is one platform, however many workers there are."""
    if worker_id != "master":
        (tmp_path_factory.getbasetemp().parent / f"platform-{testrun_uid}").touch(exist_ok=False)
    return tmp_path_factory.mktemp("platform")


@pytest.fixture(scope="session")
async def address(folder: Path) -> AsyncIterator[str]:
    async with running(folder) as address:
        yield address


@pytest.fixture
async def bus(folder: Path, address: str) -> AsyncIterator[Bus]:
    """The platform's own, as its services have it; where the edge's doors are does not matter to it."""
    assert address
    bus = await Bus.connect(load(folder, {**os.environ, **edge_on_free_ports()}).settings.bus, "test")
    yield bus
    await bus.close()


@pytest.fixture(scope="session")
async def school(address: str) -> School:
    async with clerk(address) as one:
        return await open_school(one)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    process = await asyncio.create_subprocess_exec(
        "node", "tests/browser/unpack.mjs", cwd=guide.ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0, "Chromium was not unpacked"
    async with guide.browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
async def everybody(chromium: Browser, address: str) -> AsyncIterator[Visitors]:
    visitors = Visitors(chromium, address)
    yield visitors
    await visitors.close()


@pytest.fixture
async def visitors(everybody: Visitors) -> AsyncIterator[Visitors]:
    """Whatever a test does: nothing may throw, no request may fail."""
    everybody.troubles.clear()
    yield everybody
    troubles = list(everybody.troubles)
    await everybody.leave()
    assert troubles == []
