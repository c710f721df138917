"""A real browser, a real NATS with the log of actions, and a site between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec
import pytest
from nats.errors import Error as NatsError
from playwright.async_api import Browser, BrowserContext, Page

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.supervisor import Supervisor, supervised
from stoa.contracts.telemetry import ActionBatch, AnyAction
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.runtime.bus import Bus
from stoa.runtime.live.subjects import partition_of
from stoa.runtime.partitions import Log
from stoa.runtime.partitions.between import read_between
from tests.sdk.site import ROOT, Site, served
from tests.web import guide

_PATIENCE_S = 60.0


@pytest.fixture(scope="session")
async def nats(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Supervisor]:
    folder = tmp_path_factory.mktemp("nats")
    async with supervised(folder, edge_on_free_ports(), only=("nats",)) as supervisor:
        yield supervisor


@pytest.fixture(scope="session")
async def log(nats: Supervisor) -> AsyncIterator[Log]:
    bus = await Bus.connect(nats.house.settings.bus, "tests")
    log = Log(bus)
    await log.ensure("nobody")
    yield log
    await bus.close()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    for command in (("node", "tests/browser/unpack.mjs"), ("node", "sdk/build.mjs")):
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
        assert await process.wait() == 0, f"{command} failed"
    async with guide.browser() as chromium:
        yield chromium


@pytest.fixture
async def site(nats: Supervisor, log: Log) -> AsyncIterator[Site]:
    live = nats.house.settings.live
    assert live.websocket is not None
    with served(Site(log, asyncio.get_running_loop(), live, live.websocket)) as site:
        yield site


@dataclass
class Learner:
    """Somebody with a browser of their own. by_http: whether their page may give up on the live line."""

    site: Site
    browser: BrowserContext
    object: str = field(default_factory=lambda: str(new_id()))
    by_http: bool = False
    troubles: list[str] = field(default_factory=list)

    async def open(self, consent: str = "learning") -> Page:
        page = await self.browser.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        site = self.site
        place = f"registration={site.registration}&object={self.object}"
        await page.goto(f"{site.address}/page?learner={site.learner}&consent={consent}&{place}")
        await page.wait_for_function("window.leave !== undefined")
        return page

    async def batches(self) -> list[ActionBatch]:
        """All that the log holds of them, in its order."""
        site = self.site
        partition = partition_of(site.tenant, site.learner)
        info = await site.log.bus.stream.stream_info("tel")
        found: list[ActionBatch] = []
        async for records in read_between(site.log, partition, 1, info.state.last_seq):
            found += [
                msgspec.json.decode(record.data, type=ActionBatch)
                for record in records
                if f".{site.learner}." in record.subject
            ]
        return found

    async def actions(self) -> list[AnyAction]:
        return [action for batch in await self.batches() for action in batch.actions]

    async def until(self, kind: str, times: int = 1) -> list[AnyAction]:
        """Until the log holds so many actions of the kind; then everything that it holds."""
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                # The server may be away just now.
                with suppress(NatsError, Unavailable):
                    actions = await self.actions()
                    if sum(one.__struct_config__.tag == kind for one in actions) >= times:
                        return actions
                await asyncio.sleep(0.2)


@pytest.fixture
async def learner(chromium: Browser, site: Site) -> AsyncIterator[Learner]:
    browser = await chromium.new_context(viewport={"width": 800, "height": 600})
    learner = Learner(site, browser)
    yield learner
    await browser.close()
    assert learner.troubles == []
    assert learner.by_http or not site.asked["GET /api/live/stream"], "the live line carried nothing"
