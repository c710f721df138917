"""An editor imports a course, changes a text, publishes, rolls back; a learner reads what is active."""

import asyncio
from pathlib import Path
from zipfile import ZipFile

from playwright.async_api import Page, expect

from tests.browser import editing
from tests.browser.visitors import Visitors

TITLE = "Shadows: where light is missing"
BEFORE = "A shadow is where the light of a lamp does not come."
_PATIENCE_S = 60
ADDED = "Added by the editor in a browser."


ABOUT = f"""format: stoa-course/1
id: shadows
title: "{TITLE}"
description: What a shadow is.
locale: en
licence: CC-BY-4.0
authors:
  - name: The Stoa authors
skills:
  shadows: Tell where a shadow falls
"""
TEXT = f"""---
title: A shadow
kind: text
minutes: 1
---
{BEFORE}
"""


def _course(folder: Path) -> Path:
    """A course folder of one text, packed."""
    packed = folder / "shadows.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("course.yaml", ABOUT)
        archive.writestr("01-shadow.md", TEXT)
    return packed


async def _edit(page: Page) -> None:
    await page.get_by_role("link", name="A shadow").first.click()
    text = page.locator(".rich-text[aria-label='Text']")
    await expect(text).to_contain_text(BEFORE)
    await text.press("Control+End")
    await text.press("Enter")
    await text.press_sequentially(ADDED)
    async with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        await page.get_by_role("button", name="Save", exact=True).click()
    assert (await answer.value).ok
    await page.reload()
    await expect(page.get_by_role("textbox", name="Text")).to_contain_text(ADDED)


async def _roll_back(page: Page, version: int) -> None:
    await page.get_by_role("link", name=f"Roll back to version {version}").click()
    await page.get_by_role("button", name=f"Roll back to version {version}").click()
    await page.wait_for_url("**/versions?*")
    await editing.active(page, version)


async def _read(page: Page, *, added: bool) -> None:
    """Reads until the text is the one with what was added, or without: word of it takes a moment."""
    text = page.locator("article.reading")
    async with asyncio.timeout(_PATIENCE_S):
        while (ADDED in await text.inner_text()) is not added:
            await page.reload()
    await expect(text).to_contain_text(BEFORE)


async def test_an_editor_imports_edits_publishes_and_rolls_back(visitors: Visitors, tmp_path: Path) -> None:
    page = await visitors.page("editor")
    await editing.import_source(page, _course(tmp_path))
    course = await editing.open_course(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    await editing.publish(page, course, version=1)
    await editing.schedule(await visitors.page("instructor"), course)
    reader = await visitors.page("learner")
    await editing.enrol(reader, course)
    await _read(reader, added=False)
    await page.goto(course)
    await _edit(page)
    await reader.reload()
    await _read(reader, added=False)
    await editing.publish(page, course, version=2)
    await _read(reader, added=True)
    await _roll_back(page, version=1)
    await _read(reader, added=False)


async def test_a_source_that_is_no_course_is_refused_in_words(visitors: Visitors, tmp_path: Path) -> None:
    packed = tmp_path / "nothing.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("letter.txt", "Dear reader")
    page = await visitors.page("editor")
    await editing.import_source(page, packed)
    await expect(page.get_by_text("Refused.")).to_be_visible()
