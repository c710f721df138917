"""A cartridge comes in, a machine proposes it in other languages, a person goes over it, and readers have it.

In the long form with the cartridges that others made, all of their segments.
"""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from stoa.services.localization.adapters.providers.apertium.modes import advice, installed, way
from tests.browser import editing, sight
from tests.browser.cartridges import CARTRIDGES, as_another, tides
from tests.browser.visitors import Visitors

LANGUAGES = {"es": "Spanish", "fr": "French"}
OURS = Path("tides")
SOURCES = [OURS, *(CARTRIDGES if sight.ALL else ())]
_MACHINES_MS = 60_000
_DELIVERY_S = 60
_missing = [advice("en", locale) for locale in LANGUAGES if way(installed(), "en", locale) is None]
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"Apertium lacks a pair: {', '.join(_missing)}")


async def _published(page: Page, source: Path) -> str:
    await editing.import_source(page, source)
    course = await editing.open_course(page)
    await editing.publish(page, course, version=1)
    return course


async def _add_language(page: Page, course: str, locale: str) -> None:
    """Readers get it when a person has looked at every segment."""
    await page.goto(f"{course}/languages/new")
    await page.get_by_role("combobox", name="Language").fill(LANGUAGES[locale])
    await page.get_by_role("radio", name="When everything is reviewed").check()
    await page.get_by_role("button", name="Translate into it").click()
    await page.wait_for_url(f"**{course}/languages*")
    shown = page.locator(f"#l-{locale}")
    await expect(shown.get_by_text("People are asked")).to_be_visible(timeout=_MACHINES_MS)


async def _accept(page: Page, unit: str) -> None:
    """What the checks are not sure of is right; what they refuse fails here, in their words."""
    await page.keyboard.press("Control+Enter")
    refusal = page.locator("#findings [role=alert]")
    onward = page.locator(f"[data-desk-empty], [data-desk]:not([data-unit='{unit}'])")
    await expect(refusal.or_(onward)).to_be_visible()
    if await refusal.count():
        await page.get_by_role("button", name="It is right as it is").click()
        await expect(onward).to_be_visible()


async def _go_over(page: Page, course: str, locale: str, edited: str) -> dict[str, str]:
    """All that waits, as the machine proposed it: targets by source. edited: is put behind the first."""
    await page.goto(f"/translation?course={course.rpartition('/')[2]}&locale={locale}")
    await page.get_by_role("button", name="Begin with the first").click()
    await page.wait_for_url("**/translation/units/*")
    desk = page.locator("[data-desk]")
    targets: dict[str, str] = {}
    while await desk.count():
        await expect(page.locator(".target-text")).to_be_focused()
        unit, source = await desk.get_attribute("data-unit"), await desk.get_attribute("data-source")
        assert unit
        assert source
        if not targets:
            await page.keyboard.press("Control+End")
            async with page.expect_response("**/checks"):
                await page.keyboard.insert_text(edited)
        targets[source] = await page.locator("#target").input_value()
        await _accept(page, unit)
    return targets


async def _read_in(page: Page, locale: str) -> None:
    """The page that is open, as soon as its readers have it in that language."""
    there = page.locator(f"a[data-locale={locale}]")
    async with asyncio.timeout(_DELIVERY_S):
        while not await there.count():
            await page.reload()
    await page.locator("[data-menu=course-language]").click()
    await there.click()
    await expect(page.locator(f"[data-shown-locale={locale}]")).to_be_visible()


@pytest.mark.parametrize("cartridge", SOURCES, ids=lambda source: source.stem)
async def test_cartridge_reaches_readers_in_other_languages(
    visitors: Visitors, tmp_path: Path, cartridge: Path
) -> None:
    editor, reader = await visitors.page("editor"), await visitors.page("learner")
    source = tides(tmp_path) if cartridge == OURS else cartridge
    course = await _published(editor, as_another(source, tmp_path))
    await editing.schedule(await visitors.page("instructor"), course)
    await editing.enrol(reader, course)
    for locale in LANGUAGES:
        await _add_language(editor, course, locale)
        targets = await _go_over(await visitors.page("translator"), course, locale, " ·")
        await editor.goto(f"{course}/languages")
        up_to_date = editor.locator(f"#l-{locale}").get_by_text("Up to date")
        await expect(up_to_date).to_be_visible(timeout=_MACHINES_MS)
        await _read_in(reader, locale)
        assert await reader.get_by_role("heading", level=1).inner_text() in targets.values()
        await expect(reader.locator("#main")).not_to_contain_text("Some of this is not translated yet.")
        if cartridge == OURS:
            said = targets["Twice a day the sea comes up the beach."]
            await expect(reader.locator("article.reading")).to_contain_text(said)
