"""A real browser and the style guide's own server, once for all tests here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import pytest
from playwright.async_api import Browser, Page

from tests.web import guide

Visit = Callable[..., Awaitable[Page]]


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=guide.ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0, f"{command} failed"


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    await _run("node", "tests/browser/unpack.mjs")
    if not (guide.BUILT / "assets.json").exists():
        await _run("node", "src/stoa/web/build.mjs")
    async with guide.browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with guide.served() as address:
        yield address


@pytest.fixture
async def visit(chromium: Browser, address: str) -> AsyncIterator[Visit]:
    """Open a page of the guide. Nothing that it does may throw or be refused by the policy."""
    pages: list[Page] = []
    troubles: list[str] = []

    async def visit(
        path: str = "/styleguide",
        width: int = 1280,
        theme: str = "light",
        locale: str = "en",
        routes: Sequence[tuple[str, guide.Answer]] = (),
    ) -> Page:
        page = await guide.opened(
            chromium,
            address + path,
            width=width,
            theme=theme,
            locale=locale,
            trouble=troubles.append,
            routes=routes,
        )
        pages.append(page)
        return page

    yield visit
    for page in pages:
        await page.context.close()
    assert troubles == []
