"""What editors and instructors do with a course, step by step, each seen to have worked."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

_READING_MS = 120_000
_DELIVERY_MS = 60_000


async def import_source(page: Page, source: Path) -> None:
    """Until the report of the import is there."""
    await page.goto("/editor/import")
    await page.get_by_role("button", name="Drop the file here").set_input_files(source)
    await page.get_by_role("button", name="Import", exact=True).click()
    await page.wait_for_url("**/editor/imports/*")
    await expect(page.get_by_role("link", name="Import another")).to_be_visible(timeout=_READING_MS)


async def open_course(page: Page) -> str:
    """From the report to the outline. The address of the course is told."""
    await page.get_by_role("link", name="Open the course").click()
    await page.wait_for_url("**/editor/courses/*")
    return urlsplit(page.url).path


async def publish(page: Page, course: str, version: int) -> None:
    """Until the version is what readers get."""
    await page.goto(f"{course}/publish")
    await page.get_by_role("button", name="Publish now").click()
    await page.wait_for_url(f"**{course}/versions*")
    await active(page, version)


async def active(page: Page, version: int) -> None:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=str(version), exact=True))
    await expect(row.get_by_text("Active", exact=True)).to_be_visible(timeout=_DELIVERY_MS)


async def schedule(page: Page, course: str) -> None:
    """A run that everybody may enter. The news of a first version takes a moment to reach those who teach."""
    chosen = page.locator(f"a[href$='course={course.rpartition('/')[2]}']")
    await page.goto("/teach/runs/new")
    async with asyncio.timeout(_DELIVERY_MS / 1000):
        while not await chosen.count():
            await page.reload()
    await chosen.click()
    await page.get_by_role("button", name="Schedule the run").click()
    await page.wait_for_url("**/teach/runs/*/enrol")


async def enrol(page: Page, course: str) -> None:
    await page.goto(f"/courses/{course.rpartition('/')[2]}")
    await page.get_by_role("button", name="Enrol").click()
    await page.wait_for_url("**/learn/**")
