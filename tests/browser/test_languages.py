"""A reader changes the language of the course in the player, and is where they were."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser import adapting, sight
from tests.browser.school import Clerk, School, clerk
from tests.browser.visitors import Visitors

WIDTHS = (320, 768, 1440)
SAID = "الضوء موجة من مجالات كهربائية ومغناطيسية."
"""In the text, as we translated it."""
_TOPS = """() => Object.fromEntries([...document.querySelectorAll(".reading [id^=p-]")]
  .map((it) => [it.id, it.getBoundingClientRect().top]))"""


@pytest.fixture(scope="session")
async def office(address: str) -> AsyncIterator[Clerk]:
    async with clerk(address) as one:
        yield one


async def _switch(page: Page, name: str, locale: str) -> float:
    """By how many pixels the block that was being read has moved; 0 where there is none."""
    await page.locator("[data-menu=course-language]").click()
    before = await page.evaluate(_TOPS)
    await page.get_by_role("link", name=name, exact=True).click()
    await expect(page.locator(f"[data-shown-locale={locale}]")).to_be_visible()
    await sight.settled(page)
    await sight.painted(page)
    block = page.url.partition("#")[2]
    after = await page.evaluate(_TOPS)
    return abs(after[block] - before[block]) if block in after else 0.0


async def _look(page: Page, name: str) -> None:
    """In every width: nothing is too wide, axe finds nothing."""
    for width in WIDTHS:
        await sight.resize(page, width)
        await sight.settled(page)
        assert await sight.too_wide(page) == [], width
        assert await sight.axe(page) == [], width
        await sight.photograph(page, f"{name}-{width}")


async def test_reader_changes_the_language_and_the_block_stays_where_it_is(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "lin")
    page = await visitors.page("lin")
    await page.goto(f"/learn/{registration}/{school.text}")
    block = page.locator("#p-5")
    await block.evaluate("it => window.scrollTo(0, it.getBoundingClientRect().top + scrollY - 150)")
    moved = await _switch(page, "العربية", "ar")
    await expect(page.locator("#main")).to_contain_text(SAID)
    assert f"/{school.text}?locale=ar#p-" in page.url
    assert moved < 2
    assert await page.evaluate("document.documentElement.dir") == "ltr"
    assert await block.evaluate("it => getComputedStyle(it).direction") == "rtl"
    await expect(page.locator("[data-menu=course-language]")).to_be_focused()
    assert await _switch(page, "English", "en") < 2


async def test_choice_is_remembered_on_the_next_page(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "mia")
    page = await visitors.page("mia")
    await page.goto(f"/learn/{registration}/{school.text}")
    async with page.expect_response(lambda it: '"locale":"ar"' in (it.request.post_data or "")):
        await _switch(page, "العربية", "ar")
    await page.goto(f"/learn/{registration}/{school.film}")
    await expect(page.locator("[data-shown-locale=ar]")).to_be_visible()
    await expect(page.locator("#main")).to_contain_text("Some of this is not translated yet.")
    assert await page.locator("track").first.get_attribute("srclang") == "ar"


async def test_film_goes_on_at_its_second_in_another_language(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "noa")
    page = await visitors.page("noa")
    await page.goto(f"/learn/{registration}/{school.film}")
    film = page.locator("stoa-video video")
    await sight.play(film, "it.currentTime > 3.2")
    await film.evaluate("film => film.pause()")
    second = await film.evaluate("film => film.currentTime")
    await _switch(page, "العربية", "ar")
    await sight.until(film, f"Math.abs(it.currentTime - {second}) <= 1")


async def test_language_can_still_be_changed_after_a_part_of_the_page_was(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "uma")
    page = await visitors.page("uma")
    await adapting.open_checkpoint(page, registration, school)
    await _switch(page, "العربية", "ar")


@pytest.mark.parametrize(("look", "locale"), [(sight.LIGHT, "ar"), (sight.RTL, "en"), (sight.RTL, "ar")])
async def test_content_of_one_direction_stands_right_in_an_interface_of_the_other(
    visitors: Visitors, school: School, look: sight.Look, locale: str
) -> None:
    page = await visitors.page("learner", look)
    for name in ("text", "checkpoint"):
        at = f"{school.registration}/{getattr(school, name)}?locale={locale}"
        await page.goto(f"/learn/{at}" if name == "text" else f"/assess/{at}")
        await _look(page, f"language-{look}-{locale}-{name}")


async def test_checkpoint_asks_though_the_film_is_out_of_sight(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "ola")
    page = await visitors.page("ola")
    await page.set_viewport_size({"width": 640, "height": 200})
    item = await adapting.open_checkpoint(page, registration, school)
    assert await item.evaluate("it => it.getBoundingClientRect().top") > 200


async def test_editor_lets_one_course_run_have_a_language_first(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    await office.put("editor", f"/api/courses/{school.course}/locales/fr", json={"policy": "reviewed"})
    page = await visitors.page("editor", sight.RTL)
    await page.goto(f"/editor/courses/{school.course}/languages/fr")
    chosen = page.locator("#audience input:checked")
    await expect(chosen).to_have_value("everyone")
    await page.locator('#audience input[value="runs"]').check()
    await page.locator(f'#runs input[value="{school.run}"]').check()
    await _look(page, "language-audience")
    async with page.expect_navigation():
        await page.locator('form[action$="/audience"] button[type=submit]').click()
    await expect(page.locator(f'#runs input[value="{school.run}"]')).to_be_checked()
    await expect(chosen).to_have_value("runs")
    await page.goto(f"/editor/courses/{school.course}/languages")
    await expect(page.locator("#l-fr .locale-head .status")).to_have_count(2)
    await page.close()


async def test_numbers_of_a_language_have_the_colours_of_its_bar(visitors: Visitors, school: School) -> None:
    page = await visitors.page("editor")
    await page.goto(f"/editor/courses/{school.course}/languages")
    for name in ("reviewed", "translated"):
        bar, mark = page.locator(f"rect.share-{name}").first, page.locator(f"li.share-{name}").first
        mark_colour = await mark.evaluate("it => getComputedStyle(it, '::before').backgroundColor")
        assert mark_colour == await bar.evaluate("it => getComputedStyle(it).fill")
    await page.close()
