"""Every page, in every width, light, dark and right to left: seen, and found without fault.

In the short form each page is seen once; with STOA_SCREENSHOTS=all everywhere, and pictures are kept.
"""

import os

import pytest

from tests.browser import sight
from tests.browser.places import ELSEWHERE, PARTS, PLACES, Place, pages
from tests.browser.school import School
from tests.browser.visitors import NOBODY, Visitors

ALL = os.environ.get("STOA_SCREENSHOTS") == "all"
LOOKS = (sight.LIGHT, sight.DARK, sight.RTL) if ALL else (sight.LIGHT,)
WIDTHS = (1440, 768, 320) if ALL else (320,)


def test_every_page_of_the_application_is_looked_at() -> None:
    known = {place.route for place in PLACES} | PARTS | ELSEWHERE
    assert pages() - known == set()
    assert known - pages() == set()


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_a_page_is_without_fault(
    visitors: Visitors, school: School, place: Place, look: sight.Look
) -> None:
    page = await visitors.page(place.who, look, WIDTHS[0])
    answer = await page.goto(place.address(school))
    assert answer is not None
    assert answer.status == place.status
    if place.status >= 400:
        visitors.troubles.clear()
    await place.prepare(page)
    found: list[str] = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": sight.HEIGHTS[width]})
        await sight.settled(page)
        found += [f"{width}: {fault}" for fault in await sight.axe(page) + await sight.too_wide(page)]
        if ALL:
            await sight.photograph(page, f"{place}-{width}-{look}")
    await page.close()
    assert found == []


async def test_axe_finds_a_planted_fault(visitors: Visitors) -> None:
    page = await visitors.page(NOBODY)
    await page.goto("/sign-in")
    assert await sight.axe(page) == []
    await page.evaluate("document.querySelector('label').remove()")
    assert [found for found in await sight.axe(page) if found.startswith("label:")]
    await page.close()


async def test_a_page_that_is_too_wide_is_found(visitors: Visitors) -> None:
    page = await visitors.page(NOBODY, width=320)
    await page.goto("/sign-in")
    assert await sight.too_wide(page) == []
    await page.evaluate("document.body.style.minInlineSize = '400px'")
    assert await sight.too_wide(page) != []
    await page.close()
