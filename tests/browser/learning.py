"""What a learner does in the player, step by step, each seen to have worked."""

import re

from playwright.async_api import Page, expect

from tests.browser.answers import answer, answer_all
from tests.browser.sight import play, settled, until

FILM = "Film: white light, taken apart"
_PLAYING_RATE = 4


async def enrol(page: Page, course: str) -> None:
    await page.goto("/catalogue")
    await page.get_by_role("searchbox").fill("colour")
    await page.wait_for_url("**/catalogue?*q=colour*")
    await settled(page)
    await page.get_by_role("link", name=course).click()
    await page.wait_for_url("**/courses/*")
    await page.get_by_role("button", name="Enrol").click()
    await page.wait_for_url("**/learn/**")


async def open_object(page: Page, title: str) -> None:
    """By the outline, as it stands beside the text on a wide screen."""
    await page.locator("#outline").get_by_role("link", name=title).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)


async def go_on(page: Page) -> str:
    """To the next object. Its title is told."""
    before = await page.get_by_role("heading", level=1).inner_text()
    await page.locator("a[rel=next]").click()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    return await page.get_by_role("heading", level=1).inner_text()


async def read_to_the_end(page: Page) -> None:
    """A text counts as read when its end was in sight for a moment."""
    await page.locator("[data-end]").scroll_into_view_if_needed()
    await expect(page.locator("[data-end]").get_by_text("Read", exact=True)).to_be_visible(timeout=60_000)


async def watch(page: Page) -> None:
    """The whole film, faster than it is meant, answering what it asks. It must go on by itself afterwards."""
    film = page.locator("stoa-video video")
    await play(film, "!it.paused && it.readyState > 2", _PLAYING_RATE)
    over = page.locator("[data-video-over]")
    for _ in range(await page.locator("section[data-checkpoint]").count()):
        await expect(over.locator("[data-item]")).to_be_visible(timeout=30_000)
        await answer(over.locator("[data-item]"))
        await over.get_by_role("button", name="Go on", exact=True).click()
        await expect(over).to_be_hidden()
    await until(film, "it.ended")


async def pass_questions(page: Page) -> None:
    """Where attempts are counted one begins them oneself."""
    questions = page.locator("section.assess")
    begin = questions.locator("form:not([hx-trigger=load])").get_by_role("button", name="Begin")
    item = questions.locator("[data-item]").first
    await expect(item.or_(begin)).to_be_visible()
    if await begin.count():
        await begin.click()
    await expect(item).to_be_visible()
    await answer_all(questions)


async def take(page: Page) -> None:
    """Whatever the object is, what it takes to finish it. A picture is seen by being there."""
    if await page.locator("stoa-video").count():
        await watch(page)
    elif await page.locator("[data-end]").count():
        await read_to_the_end(page)
    elif await page.locator("[data-follow]").count():
        await page.locator("[data-follow]").click()
    elif await page.locator("[hx-get^='/assess/']").count():
        await pass_questions(page)


async def percent(page: Page) -> int:
    value = await page.locator("#player-progress progress").get_attribute("value")
    return int(re.sub(r"\D", "", value or "0") or 0)
