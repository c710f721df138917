"""A learner finds a course, takes it to the end, leaves and comes back in between."""

import pytest
from playwright.async_api import Page, expect

from stoa.compose.demonstration import PASSWORD
from tests.browser import learning, sight
from tests.browser.school import TITLE
from tests.browser.visitors import Visitors

WALKER = "learner.two"


async def _sign_in(page: Page) -> None:
    await page.goto("/catalogue")
    await page.get_by_label("E-mail").fill(f"{WALKER}@demo.example")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/catalogue")


async def _switch_level(page: Page) -> None:
    """In place: the address of the page stays, and the reading place with it."""
    levels = page.get_by_role("navigation", name="Level of explanation")
    standard = await page.locator("article.reading").inner_text()
    await levels.get_by_role("link", name="Simpler").click()
    await expect(levels.get_by_role("link", name="Simpler")).to_have_attribute("aria-current", "true")
    assert await page.locator("article.reading").inner_text() != standard
    await levels.get_by_role("link", name="Standard").click()
    await expect(levels.get_by_role("link", name="Standard")).to_have_attribute("aria-current", "true")


async def _leave(page: Page) -> None:
    await page.goto("/")


async def _come_back(page: Page) -> None:
    await page.goto("/")
    await page.get_by_role("link", name="Continue").click()
    await page.wait_for_url("**/learn/**")


async def _leave_a_text_and_come_back(page: Page) -> None:
    """To the block that was being read."""
    block = page.locator(".reading [id^='p-']").nth(5)
    anchor = await block.get_attribute("id")
    async with page.expect_response(lambda it: f'"anchor":"{anchor}"' in (it.request.post_data or "")):
        await block.evaluate("block => block.scrollIntoView({ block: 'start', behavior: 'instant' })")
    address = page.url.partition("?")[0]
    await _leave(page)
    await _come_back(page)
    await page.wait_for_url(f"{address}#{anchor}")
    await expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


async def _leave_the_film_and_come_back(page: Page) -> None:
    """To the second that was being watched."""
    film = page.locator("stoa-video video")
    await sight.play(film, "it.currentTime > 4")
    async with page.expect_response(lambda it: '"second":' in (it.request.post_data or "")):
        await film.evaluate("film => film.pause()")
    second = await film.evaluate("film => film.currentTime")
    await _leave(page)
    await _come_back(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text(learning.FILM)
    await sight.until(film, f"Math.abs(it.currentTime - {second}) < 1")


@pytest.mark.parametrize("look", [sight.LIGHT], ids=str)
async def test_a_learner_takes_a_course_from_the_catalogue_to_the_end(
    visitors: Visitors, look: sight.Look
) -> None:
    context = await visitors.newcomer(look)
    page = await context.new_page()
    await page.set_viewport_size({"width": 1440, "height": sight.HEIGHTS[1440]})
    sight.listen(page, visitors.troubles.append)
    await _sign_in(page)
    await learning.enrol(page, TITLE)
    await _switch_level(page)
    await _leave_a_text_and_come_back(page)
    await learning.take(page)
    while await page.locator("a[rel=next]").count():
        # A token that runs out meanwhile is asked about twice.
        await context.request.post("/session/refresh", headers={"origin": visitors.address})
        title = await learning.go_on(page)
        if title == learning.FILM:
            await _leave_the_film_and_come_back(page)
        await learning.take(page)
    moment = page.get_by_text(f"You have finished {TITLE}")
    await expect(moment).to_be_visible(timeout=60_000)
    await page.reload()
    await sight.settled(page)
    await expect(moment).to_be_hidden()
    assert await learning.percent(page) == 100
    await page.goto("/")
    await expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    await context.close()
