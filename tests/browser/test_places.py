"""Every page, in every width, light, dark and right to left: seen, and found without fault.

In the short form each page is seen once; with STOA_SCREENSHOTS=all everywhere, and pictures are kept.
"""

import pytest
from playwright.async_api import Page

from tests.browser import sight
from tests.browser.places import ELSEWHERE, PARTS, PLACES, Place, pages
from tests.browser.school import School
from tests.browser.visitors import NOBODY, Visitors

LOOKS = (sight.LIGHT, sight.DARK, sight.RTL) if sight.ALL else (sight.LIGHT,)
WIDTHS = (1440, 768, 320) if sight.ALL else (320,)


def test_every_page_of_the_application_is_looked_at() -> None:
    known = {place.route for place in PLACES} | PARTS | ELSEWHERE
    assert pages() - known == set()
    assert known - pages() == set()


async def _arrive(visitors: Visitors, school: School, place: Place, look: sight.Look, width: int) -> Page:
    page = await visitors.page(place.who, look, width)
    answer = await page.goto(place.address(school))
    assert answer is not None
    assert answer.status == place.status
    if place.status >= 400:
        visitors.troubles.clear()
    return page


async def _faults(visitors: Visitors, school: School, place: Place, look: sight.Look) -> list[str]:
    """What is wrong with the page in any width, and what went wrong meanwhile."""
    page = await _arrive(visitors, school, place, look, WIDTHS[0])
    found: list[str] = []
    for width in WIDTHS:
        await sight.resize(page, width)
        await place.prepare(page)
        await sight.settled(page)
        found += [f"{width}: {fault}" for fault in await sight.axe(page) + await sight.too_wide(page)]
        if sight.ALL:
            await sight.photograph(page, f"{place}-{width}-{look}")
    await page.close()
    troubles = list(visitors.troubles)
    visitors.troubles.clear()
    return found + troubles


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_a_page_is_without_fault(
    visitors: Visitors, school: School, place: Place, look: sight.Look
) -> None:
    assert await _faults(visitors, school, place, look) == []


@pytest.mark.parametrize("place", PLACES, ids=str)
async def test_a_page_at_twice_its_size_loses_nothing(
    visitors: Visitors, school: School, place: Place
) -> None:
    page = await _arrive(visitors, school, place, sight.LIGHT, 1280)
    await sight.resize(page, 640)
    await place.prepare(page)
    await sight.settled(page)
    found = await sight.too_wide(page) + await sight.cut(page)
    await page.close()
    assert found == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("console.error('planted')", "console: planted"),
        ("await fetch('/planted').catch(() => undefined)", "/planted: 404"),
        ("setTimeout(() => { throw new Error('planted') })", "thrown: planted"),
    ],
    ids=["error", "request", "throw"],
)
async def test_something_planted_that_goes_wrong_turns_a_page_red(
    visitors: Visitors, school: School, planted: str, told: str
) -> None:
    async def plant(page: Page) -> None:
        await page.evaluate(f"async () => {{ {planted} }}")

    place = Place("planted", "/sign-in", "/sign-in", prepare=plant)
    faults = await _faults(visitors, school, place, sight.LIGHT)
    assert [fault for fault in faults if told in fault] != []


async def test_axe_finds_a_planted_fault(visitors: Visitors) -> None:
    page = await visitors.page(NOBODY)
    await page.goto("/sign-in")
    assert await sight.axe(page) == []
    await page.evaluate("document.querySelector('label').remove()")
    assert [found for found in await sight.axe(page) if found.startswith("label:")]
    await page.close()


async def test_words_that_are_cut_are_found(visitors: Visitors) -> None:
    page = await visitors.page(NOBODY, width=640)
    await page.goto("/sign-in")
    assert await sight.cut(page) == []
    narrow = "inline-size: 2rem; overflow: hidden; white-space: nowrap"
    await page.evaluate(f"document.querySelector('h1').style.cssText = '{narrow}'")
    assert await sight.cut(page) != []
    await page.close()


async def test_a_page_that_is_too_wide_is_found(visitors: Visitors) -> None:
    page = await visitors.page(NOBODY, width=320)
    await page.goto("/sign-in")
    assert await sight.too_wide(page) == []
    await page.evaluate("document.body.style.minInlineSize = '400px'")
    assert await sight.too_wide(page) != []
    await page.close()
