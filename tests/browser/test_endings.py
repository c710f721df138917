"""A learner leaves and joins again; an editor takes a revision back, and a course that was archived."""

from pathlib import Path
from zipfile import ZipFile

from playwright.async_api import Page, expect

from tests.browser import editing, sight
from tests.browser.visitors import Visitors

TITLE = "Echoes: sound that comes back"
ABOUT = f"""format: stoa-course/1
id: echoes
title: "{TITLE}"
description: What an echo is.
locale: en
licence: CC-BY-4.0
authors:
  - name: The Stoa authors
skills:
  echoes: Tell how far a wall is
"""
TEXT = """---
title: An echo
kind: text
minutes: 1
---
A wall sends sound back.
"""


def _course(folder: Path) -> Path:
    """A course folder of one text, packed."""
    packed = folder / "echoes.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("course.yaml", ABOUT)
        archive.writestr("01-echo.md", TEXT)
    return packed


async def _seen(page: Page, name: str) -> None:
    """Nothing is wrong with it in the narrowest and the widest window."""
    for width in (320, 1440):
        await sight.resize(page, width)
        await sight.settled(page)
        assert await sight.axe(page) + await sight.too_wide(page) == []
        if sight.ALL:
            await page.screenshot(path=sight.SCREENSHOTS / f"ending-{name}-{width}.png")


async def _leave_and_join_again(page: Page, course: str) -> None:
    await page.goto(f"/courses/{course.rpartition('/')[2]}")
    opened = page.get_by_role("button", name="Leave the run")
    await opened.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    await expect(dialog).to_contain_text("What you did in it is kept.")
    await _seen(page, "leave")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await opened.click()
    await dialog.get_by_role("button", name="Leave", exact=True).click()
    again = page.get_by_role("button", name="Join again")
    await expect(again).to_be_visible()
    await _seen(page, "left")
    await again.click()
    await page.wait_for_url("**/learn/**")


async def _take_a_revision_back(page: Page, course: str) -> None:
    await page.goto(f"{course}/settings")
    await page.get_by_label("Licence").fill("CC0-1.0")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Save", exact=True).click()
    await editing.publish(page, course, version=2)
    await page.goto(f"{course}/history")
    await page.get_by_role("link", name="What changed in revision 2").click()
    await expect(page.get_by_text("What changed since revision 1")).to_be_visible()
    await page.goto(f"{course}/revisions/1")
    await page.get_by_role("button", name="Make it the draft").first.click()
    await _seen(page, "restore")
    await page.get_by_role("dialog").get_by_role("button", name="Make it the draft").click()
    await page.wait_for_url(f"**{course}")
    await page.goto(f"{course}/history")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="What changed in revision 3"))
    await expect(row.get_by_text("The draft")).to_be_visible()
    await _seen(page, "history")


async def _archive_and_take_back(page: Page, course: str) -> None:
    await page.goto(f"{course}/settings")
    await page.get_by_role("button", name="Archive the course").click()
    await page.get_by_role("dialog").get_by_role("button", name="Archive", exact=True).click()
    await page.wait_for_url(f"**{course}")
    await expect(page.get_by_text("This course is archived")).to_be_visible()
    await expect(page.get_by_role("button", name="Add", exact=True)).to_be_hidden()
    await _seen(page, "archived")
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.get_by_text("This course is archived")).to_be_hidden()
    await expect(page.get_by_role("button", name="Add", exact=True)).to_be_visible()


async def test_what_ended_is_begun_again_by_learners_and_editors(visitors: Visitors, tmp_path: Path) -> None:
    page = await visitors.page("editor")
    await editing.import_source(page, _course(tmp_path))
    course = await editing.open_course(page)
    await editing.publish(page, course, version=1)
    await editing.schedule(await visitors.page("instructor"), course)
    learner = await visitors.page("learner")
    await editing.enrol(learner, course)
    await _leave_and_join_again(learner, course)
    await _take_a_revision_back(page, course)
    await _archive_and_take_back(page, course)
