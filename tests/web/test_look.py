"""The look, seen by a browser: axe, reflow, targets, and how much a page weighs."""

import itertools
import json

import pytest
from playwright.async_api import Browser, Page

from tests.web import guide
from tests.web.conftest import Visit

AXE = guide.ROOT / "node_modules/axe-core/axe.min.js"
LOOKS = list(
    itertools.product(guide.PAGES, [("light", "en"), ("dark", "en"), ("light", "ar"), ("dark", "ar")])
)
FINDINGS = """async () => {
  const shown = ({ html }) => html.slice(0, 160);
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(shown).join(" | ")}`);
}"""
SMALL_TARGETS = """() => {
  const controls = "button, select, textarea, input:not([type=hidden]), nav a, .button";
  const inText = "p, .visually-hidden, .choice, .segments, .check";
  const small = ({ width, height }) => width < 24 || height < 24;
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility() && !element.closest(inText))
    .filter((element) => small(element.getBoundingClientRect()))
    .map((element) => element.outerHTML.slice(0, 120));
}"""


async def _findings(page: Page) -> list[str]:
    await page.evaluate(AXE.read_text())
    found: list[str] = await page.evaluate(FINDINGS)
    return found


@pytest.mark.parametrize(("path", "look"), LOOKS)
async def test_axe_finds_nothing(visit: Visit, path: str, look: tuple[str, str]) -> None:
    page = await visit(path, theme=look[0], locale=look[1])
    assert await _findings(page) == []


async def test_axe_finds_a_planted_fault(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    await page.evaluate("document.querySelector('label').remove()")
    assert [found for found in await _findings(page) if found.startswith("label:")]


@pytest.mark.parametrize("path", guide.PAGES)
@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_nothing_scrolls_sideways_at_320_pixels(visit: Visit, path: str, locale: str) -> None:
    page = await visit(path, width=320, locale=locale)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    assert await page.evaluate(SMALL_TARGETS) == []


async def test_a_reading_page_loads_less_than_60_kb_of_script(visit: Visit) -> None:
    page = await visit("/styleguide/player")
    loaded = await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    scripts = [name.rsplit("/", 1)[1] for name in loaded if name.endswith(".js")]
    assert sum((guide.BUILT / f"{name}.br").stat().st_size for name in scripts) < 60_000
    assert not [name for name in scripts if name.startswith("hls")]


def test_every_built_file_named_in_the_index_is_there_and_compressed() -> None:
    names = json.loads((guide.BUILT / "assets.json").read_text())
    for name in names.values():
        assert (guide.BUILT / name).is_file()
        assert name.endswith(".woff2") or all(
            (guide.BUILT / f"{name}.{kind}").is_file() for kind in ("br", "gz")
        )


async def test_a_tenant_s_hue_reaches_the_page_without_an_inline_style(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    assert await page.locator("[style]").count() == 0
    colour = "getComputedStyle(document.querySelector('.button.primary')).backgroundColor"
    before = await page.evaluate(colour)
    await page.evaluate("document.documentElement.style.setProperty('--hue', '250')")
    await page.wait_for_function(f"before => {colour} !== before", arg=before)


async def test_without_scripts_the_player_is_read_and_its_outline_is_there(
    chromium: Browser, address: str
) -> None:
    page = await chromium.new_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    await page.goto(f"{address}/styleguide/player")
    assert await page.get_by_role("link", name="Slope").first.is_visible()
    outline = await page.locator("#outline").bounding_box()
    text = await page.get_by_role("heading", level=1).bounding_box()
    assert outline is not None
    assert text is not None
    assert text["y"] >= outline["y"] + outline["height"]
    await page.close()
