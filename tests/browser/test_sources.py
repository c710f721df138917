"""Courses that others made come in by the browser, are published, and a learner reads them."""

import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.async_api import Page, expect

from tests.browser import editing, sight
from tests.browser.visitors import Visitors

SHARED = sight.ROOT.parent / "shared"
CARTRIDGES = sorted((SHARED / "content/imscc").glob("*.imscc"))
BOOK = SHARED / "data/openstax_python"
A_FEW = 6
"""Pages of the book, in the short form."""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="tides" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
    xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>1.3.0</schemaversion>
    <lom:lom><lom:general><lom:title><lom:string>Tides</lom:string></lom:title></lom:general></lom:lom>
  </metadata>
  <organizations>
    <organization identifier="whole" structure="rooted-hierarchy">
      <item identifier="root">
        <item identifier="moon" identifierref="page"><title>The moon pulls</title></item>
        <item identifier="talk" identifierref="topic"><title>What have you seen?</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" href="moon.html"><file href="moon.html"/></resource>
    <resource identifier="topic" type="imsdt_xmlv1p3"><file href="topic.xml"/></resource>
  </resources>
</manifest>
"""
PAGE = "<html><body><h1>The moon pulls</h1><p>Twice a day the sea comes up the beach.</p></body></html>"
TOPIC = """<?xml version="1.0" encoding="UTF-8"?>
<topic xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3">
  <title>What have you seen?</title><text texttype="text/html">&lt;p&gt;Tell us.&lt;/p&gt;</text>
</topic>
"""


def _cartridge(folder: Path) -> Path:
    packed = folder / "tides.imscc"
    with ZipFile(packed, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("moon.html", PAGE)
        archive.writestr("topic.xml", TOPIC)
    return packed


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


async def _read(page: Page, most: int) -> int:
    """Page by page; each has something on it. How many there were is told."""
    heading = page.get_by_role("heading", level=1)
    for number in range(1, most + 1):
        await expect(heading).not_to_be_empty()
        await sight.settled(page)
        onward = page.locator("a[rel=next]")
        if not await onward.count():
            return number
        before = page.url
        await onward.click()
        await expect(page).not_to_have_url(before)
    return most


async def test_a_cartridge_is_imported_and_read(visitors: Visitors, tmp_path: Path) -> None:
    course = await _published(visitors, _cartridge(tmp_path))
    reader = await visitors.page("learner")
    await editing.enrol(reader, course)
    await expect(reader.get_by_role("heading", level=1)).to_have_text("The moon pulls")
    await expect(reader.locator("article.reading")).to_contain_text("Twice a day the sea comes up the beach.")


@pytest.mark.skipif(not CARTRIDGES, reason="no sample cartridges lie beside the repository")
@pytest.mark.parametrize("cartridge", CARTRIDGES, ids=lambda path: path.stem)
async def test_a_cartridge_of_others_is_imported_and_read(visitors: Visitors, cartridge: Path) -> None:
    course = await _published(visitors, cartridge)
    reader = await visitors.page("learner")
    await editing.enrol(reader, course)
    assert await _read(reader, most=50) > 0


@pytest.mark.skipif(not BOOK.is_dir(), reason="the OpenStax book does not lie beside the repository")
async def test_an_openstax_book_is_imported_and_read(visitors: Visitors, tmp_path: Path) -> None:
    packed = tmp_path / "python.tar.gz"
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(BOOK, arcname="openstax_python")
    course = await _published(visitors, packed)
    reader = await visitors.page("learner")
    await editing.enrol(reader, course)
    pages = reader.locator("#outline a.outline-line")
    await expect(pages.first).to_be_attached()
    most = await pages.count() if sight.ALL else A_FEW
    assert await _read(reader, most) == most
