"""Every page, in every width, light, dark and right to left: seen, and found without fault.

In the short form each page is seen once; with STOA_SCREENSHOTS=all everywhere, and pictures are kept.
"""

import os

import pytest

from tests.browser import sight
from tests.browser.places import ELSEWHERE, PARTS, PLACES, Place, pages
from tests.browser.school import School
from tests.browser.visitors import Visitors

ALL = os.environ.get("STOA_SCREENSHOTS") == "all"
LOOKS = (sight.LIGHT, sight.DARK, sight.RTL) if ALL else (sight.LIGHT,)
WIDTHS = (1440, 768, 320) if ALL else (320,)


def test_every_page_of_the_application_is_looked_at() -> None:
    known = {place.route for place in PLACES} | PARTS | ELSEWHERE
    assert pages() - known == set()
    assert known - pages() == set()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=str)
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
