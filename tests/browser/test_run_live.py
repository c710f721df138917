"""The instructor's page with a large class: everybody is there, nothing chokes, nothing jumps."""

import asyncio

import pytest
from playwright.async_api import Page, Response, expect

from stoa.runtime.bus import Bus
from tests.browser import sight
from tests.browser.crowd import Crowd, push
from tests.browser.school import School
from tests.browser.visitors import Visitors

MANY = 2_000
BEATS, EVERY_S = 20, 0.25
_STIRS = "setInterval(() => it.dispatchEvent(new PointerEvent('pointermove', { bubbles: true })), 100)"


async def _open(page: Page, school: School, whom: str = "") -> str:
    """Answers the tenant, as the credentials name it that reach the run.

    Nobody of a crowd is enrolled: the platform has no past of them. That of learners has a test of its own.
    """
    await page.route("**/api/adaptive/registrations/*", lambda route: route.fulfill(json={"trail": []}))

    def for_the_run(answer: Response) -> bool:
        return answer.url.endswith("/api/live/credentials") and school.run in (answer.request.post_data or "")

    async with page.expect_response(for_the_run) as asked:
        await page.goto(f"/teach/runs/{school.run}/live{whom}")
    await expect(page.get_by_text("Live", exact=True).last).to_be_visible()
    await expect(page.locator("[data-live-loading]")).to_be_hidden(timeout=30_000)
    given = await (await asked.value).json()
    return str(given["publish"].split(".")[1])


async def _seen(page: Page) -> int:
    """Rows of the table, those that are not drawn just now among them."""
    return int(await page.locator("[data-live-people]").get_attribute("aria-rowcount") or 0)


async def _join(page: Page, bus: Bus, tenant: str, crowd: Crowd, many: int) -> int:
    """Until all of them are on the page, beside who was there. The number of the last row is told."""
    last = await _seen(page) + many
    async with asyncio.timeout(60):
        while await _seen(page) != last:
            await push(bus, tenant, crowd, beats=1, every_s=0.5)
    return last


async def test_only_the_rows_in_sight_of_two_thousand_moving_learners_are_drawn(
    visitors: Visitors, school: School, bus: Bus
) -> None:
    page = await visitors.page("instructor")
    tenant = await _open(page, school)
    crowd = Crowd(school, MANY)
    await _join(page, bus, tenant, crowd, MANY)
    await push(bus, tenant, crowd, beats=BEATS, every_s=EVERY_S)
    rows = await page.locator(".live-body [role=row]").count()
    await sight.photograph(page, "run-live-crowd-1440")
    assert 0 < rows < 60


async def test_rows_stay_where_they_are_under_the_pointer_and_scroll_to_the_last(
    visitors: Visitors, school: School, bus: Bus
) -> None:
    page = await visitors.page("instructor")
    tenant = await _open(page, school)
    crowd = Crowd(school, 300)
    last = await _join(page, bus, tenant, crowd, 300)
    first = page.locator(".live-body [role=row][aria-rowindex='2']")
    await first.hover()
    # Whoever is at the list stirs; how long this test takes between two beats is no going away.
    await first.evaluate(f"it => {{ {_STIRS} }}")
    who = await first.get_attribute("data-registration")
    await push(bus, tenant, crowd, beats=12, every_s=0.25)
    assert await first.get_attribute("data-registration") == who
    await page.locator(".live-body").evaluate("body => { body.scrollTop = body.scrollHeight }")
    await expect(page.locator(f".live-body [role=row][aria-rowindex='{last}']")).to_be_visible()


async def test_a_learner_is_looked_at_closer_and_the_focus_comes_back(
    visitors: Visitors, school: School, bus: Bus
) -> None:
    page = await visitors.page("instructor")
    tenant = await _open(page, school)
    await _join(page, bus, tenant, Crowd(school, 200), 200)
    closer = await page.get_by_role("button", name="Look closer").first.element_handle()
    assert closer is not None
    await closer.click()
    sheet = page.get_by_role("dialog", name="A learner, closer")
    await expect(sheet).to_contain_text("Points earned over the whole course")
    await sight.photograph(page, "run-live-closer-1440")
    await page.keyboard.press("Escape")
    assert await closer.evaluate("it => it === document.activeElement")


async def test_an_address_that_names_a_learner_opens_them_and_leads_back_to_their_page(
    visitors: Visitors, school: School, bus: Bus
) -> None:
    page = await visitors.page("instructor")
    crowd = Crowd(school, 3)
    who = crowd.registrations[1]
    tenant = await _open(page, school, f"#{who}")
    await _join(page, bus, tenant, crowd, 3)
    sheet = page.get_by_role("dialog", name="A learner, closer")
    await expect(sheet).to_be_visible()
    link = sheet.get_by_role("link", name="Progress and scores")
    await expect(link).to_have_attribute("href", f"/teach/runs/{school.run}/people/{who}")


@pytest.mark.parametrize("width", [320, 768])
async def test_the_page_fits_every_width(visitors: Visitors, school: School, bus: Bus, width: int) -> None:
    page = await visitors.page("instructor", width=width)
    tenant = await _open(page, school)
    await push(bus, tenant, Crowd(school, 120), beats=3, every_s=0.4)
    await expect(page.get_by_role("button", name="Look closer").first).to_be_visible()
    found = await sight.too_wide(page) + await sight.axe(page)
    await sight.photograph(page, f"run-live-{width}")
    assert found == []


async def test_the_page_says_when_it_is_not_live(visitors: Visitors, school: School) -> None:
    page = await visitors.page("instructor")
    await _open(page, school)
    await page.context.set_offline(True)
    await expect(page.get_by_text("Not live just now")).to_be_visible(timeout=60_000)
    await page.context.set_offline(False)
    await expect(page.get_by_text("Not live just now")).to_be_hidden(timeout=60_000)
    visitors.troubles[:] = [each for each in visitors.troubles if "ERR_INTERNET_DISCONNECTED" not in each]
