"""What a learner does in the player goes up by one socket, and is known of them at once."""

import asyncio

import httpx
from playwright.async_api import Page, WebSocket

from tests.browser import learning
from tests.browser.school import Clerk, School, clerk
from tests.browser.visitors import Visitors

_PATIENCE_S = 60.0


async def _at(one: Clerk, school: School, thing: str) -> None:
    """The instructor is told that the learner is at this object."""
    here: object = None
    async with asyncio.timeout(_PATIENCE_S):
        while here != thing:
            await asyncio.sleep(0.3)
            parts = await one.get("instructor", f"/api/adaptive/runs/{school.run}")
            learners = {each["registration"]: each for part in parts for each in part["learners"]}
            here = learners.get(school.registration, {}).get("object")


async def _opened(page: Page) -> str:
    return page.url.partition("?")[0].partition("#")[0].rsplit("/", 1)[1]


async def test_the_player_tells_what_is_opened_and_left_by_one_socket(
    visitors: Visitors, school: School, address: str
) -> None:
    page = await visitors.page("learner")
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    await page.goto(f"/learn/{school.registration}/{school.text}")
    async with clerk(address) as one:
        await _at(one, school, school.text)
        await learning.go_on(page)
        await _at(one, school, await _opened(page))
    assert {httpx.URL(each.url).path for each in sockets} == {"/live"}
    assert [each.is_closed() for each in sockets].count(False) == 1
    await page.close()
