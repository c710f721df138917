"""Courses that others made come in by the browser, are published, and a learner reads them."""

import tarfile
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import editing, sight
from tests.browser.cartridges import CARTRIDGES, SHARED, tides
from tests.browser.visitors import Visitors

BOOK = SHARED / "data/openstax_python"
A_FEW = 6
"""Pages of a course, in the short form."""


async def _read_report(page: Page) -> None:
    """Every part is named with what became of it, and what was not taken as it was says why."""
    rows = page.get_by_role("table", name="What became of every part").get_by_role("row")
    assert await rows.count() > 1
    for row in await rows.filter(has_text="Left out").all():
        cells = row.get_by_role("cell")
        assert len(await cells.last.inner_text()) > 1


async def _published(visitors: Visitors, source: Path) -> str:
    """Its address, when a learner can enrol."""
    page = await visitors.page("editor")
    await editing.import_source(page, source)
    await _read_report(page)
    course = await editing.open_course(page)
    await editing.publish(page, course, version=1)
    await editing.schedule(await visitors.page("instructor"), course)
    return course


async def _named(page: Page) -> int:
    """How many pages the outline has. Branches of a long one come when they are opened."""
    outline = page.locator("#outline")
    await expect(outline.locator("a.outline-line").first).to_be_attached()
    closed = outline.locator("details:not([open])")
    while await closed.count():
        await closed.first.locator("> summary").click()
        await expect(outline.locator("details[open] > .skeleton")).to_have_count(0)
    return await outline.locator("a.outline-line").count()


async def _read(visitors: Visitors, course: str) -> None:
    """All pages that the outline has, or a few in the short form; each has something on it."""
    page = await visitors.page("learner")
    await editing.enrol(page, course)
    there = await _named(page)
    onward = page.locator("a[rel=next]")
    for number in range(1, (there if sight.ALL else min(there, A_FEW)) + 1):
        if number > 1:
            before = page.url
            await onward.click()
            await expect(page).not_to_have_url(before)
        await expect(page.get_by_role("heading", level=1)).not_to_be_empty()
        await sight.settled(page)
        await expect(onward).to_have_count(int(number < there))


async def test_a_cartridge_is_imported_and_read(visitors: Visitors, tmp_path: Path) -> None:
    course = await _published(visitors, tides(tmp_path))
    reader = await visitors.page("learner")
    await editing.enrol(reader, course)
    await expect(reader.get_by_role("heading", level=1)).to_have_text("The moon pulls")
    await expect(reader.locator("article.reading")).to_contain_text("Twice a day the sea comes up the beach.")


@pytest.mark.skipif(not CARTRIDGES, reason="no sample cartridges lie beside the repository")
@pytest.mark.parametrize("cartridge", CARTRIDGES, ids=lambda path: path.stem)
async def test_a_cartridge_of_others_is_imported_and_read(visitors: Visitors, cartridge: Path) -> None:
    await _read(visitors, await _published(visitors, cartridge))


@pytest.mark.skipif(not BOOK.is_dir(), reason="the OpenStax book does not lie beside the repository")
async def test_an_openstax_book_is_imported_and_read(visitors: Visitors, tmp_path: Path) -> None:
    packed = tmp_path / "python.tar.gz"
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(BOOK, arcname="openstax_python")
    await _read(visitors, await _published(visitors, packed))
