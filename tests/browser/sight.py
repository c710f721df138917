"""What can be seen of a page: pictures, what axe finds, what does not fit, what went wrong meanwhile."""

import asyncio
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 60
SCREENSHOTS = ROOT / ".screenshots"
ALL = os.environ.get("STOA_SCREENSHOTS") == "all"
"""The long form: every look, every width, every page; pictures are kept."""
_AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
_FINDINGS = """async () => {
  const shown = ({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ""})`;
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(shown).join(" | ")}`);
}"""
_WIDER = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1);
  });
  const shown = out.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 120));
  return [`${wide} pixels too wide: ${shown.join(" | ")}`];
}"""

_CUT = """() => {
  const hides = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
  const small = ({ clientWidth, clientHeight }) => clientWidth <= 1 || clientHeight <= 1;
  const more = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;
  const seen = (element) => element.checkVisibility() && element.innerText?.trim() && !small(element);
  const all = [...document.querySelectorAll("body *")];
  const cut = all.filter((each) => seen(each) && hides(each) && more(each));
  return cut.slice(0, 3).map(({ outerHTML }) => `cut: ${outerHTML.slice(0, 160)}`);
}"""


@dataclass(frozen=True)
class Look:
    """How somebody has the pages shown."""

    theme: str = "light"
    locale: str = "en"

    def __str__(self) -> str:
        return "rtl" if self.locale == "ar" else self.theme


LIGHT, DARK, RTL = Look(), Look("dark"), Look(locale="ar")
HEIGHTS = {320: 640, 640: 400, 768: 1024, 1280: 800, 1440: 900}
"""Of the window, by its width. 640 × 400 is what 1280 × 800 shows at twice its size."""


async def wear(context: BrowserContext, look: Look, address: str) -> None:
    """Pages of this context are shown so from now on."""
    await context.add_init_script(f"localStorage.setItem('stoa:theme', '{look.theme}')")
    await context.add_cookies([{"name": "stoa_locale", "value": look.locale, "url": address}])


def listen(page: Page, trouble: Callable[[str], None]) -> None:
    """Tells `trouble` what throws, what is logged as an error, and every request that fails.

    What was given up because one went on to another page has not failed.
    """

    def said(message: ConsoleMessage) -> None:
        # As somebody on a slow line may see it: the page tries again by itself.
        given_up = "WebSocket is closed before the connection is established" in message.text
        if message.type in ("error", "warning") and not given_up:
            trouble(f"console: {message.text} {message.location['url']}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            trouble(f"{request.method} {request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            trouble(f"{response.request.method} {response.url}: {response.status}")

    page.on("pageerror", lambda error: trouble(f"thrown: {error}"))
    page.on("console", said)
    page.on("requestfailed", failed)
    page.on("response", answered)


async def resize(page: Page, width: int) -> None:
    """The page has had its say about the new size when this returns."""
    await page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    await painted(page)


async def painted(page: Page) -> None:
    """What scripts put off to the next frame is done, as it is before anybody sees the page."""
    await page.evaluate("new Promise((so) => requestAnimationFrame(() => requestAnimationFrame(so)))")


async def settled(page: Page) -> None:
    """Everything that the page fetches by itself is there, letters too."""
    await page.wait_for_load_state("networkidle")
    await page.evaluate("document.fonts.ready")


async def until(element: Locator, condition: str) -> None:
    """Until it is so of `it`, the element. Playwright's own waiting needs eval, which our policy forbids."""
    look = f"const look = () => ({condition}) ? so() : setTimeout(look, 50)"
    async with asyncio.timeout(_PATIENCE_S):
        await element.evaluate(f"it => new Promise(so => {{ {look}; look(); }})")


async def play(film: Locator, condition: str, rate: float = 1) -> None:
    """Until it is so of `it`, the film. Where its source is put in only then, playing is begun again."""
    begin = f"(it.muted = true, it.playbackRate = {rate}, it.play().catch(() => {{}}))"
    await until(film, f"(it.paused && !it.ended && {begin}, {condition})")


async def axe(page: Page) -> list[str]:
    """What axe finds wrong. The policy of our pages forbids a script in the markup, so it is evaluated."""
    await page.evaluate(_AXE)
    found: list[str] = await page.evaluate(_FINDINGS)
    return found


async def cut(page: Page) -> list[str]:
    """Words of which a part is out of sight with no way to bring it in."""
    found: list[str] = await page.evaluate(_CUT)
    return found


async def too_wide(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(_WIDER)
    return found


async def photograph(page: Page, name: str) -> None:
    """The whole page. The window grows to its height first, so that what is sticky stands in its place."""
    SCREENSHOTS.mkdir(exist_ok=True)
    file = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")
    size: dict[str, int] = await page.evaluate(
        "({ width: innerWidth, height: document.documentElement.scrollHeight })"
    )
    await page.set_viewport_size({"width": size["width"], "height": size["height"]})
    await page.screenshot(path=SCREENSHOTS / f"{file}.png")
