"""Renders the style guide by itself and serves it on loopback, with the policy that pages have in production.

`python tests/web/guide.py FOLDER` writes screenshots of it there, in every width, theme and direction.
"""

import asyncio
import itertools
import json
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Browser, Page, Route, async_playwright

from stoa.runtime.pages import Entry
from stoa.runtime.templates import Templates

Answer = Callable[[Route], Awaitable[None]]
ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/stoa/web"
BUILT = WEB / "built"
CHROMIUM = ROOT / ".browser/chromium"
POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PAGES = {
    "/styleguide": ("styleguide/index.html", "Style guide"),
    "/styleguide/player": ("styleguide/player.html", "What a line does not show"),
    "/styleguide/sign-in": ("styleguide/sign-in.html", "Sign in"),
}
WIDTHS = (320, 768, 1440)
FILM = {
    "source": {"mp4": "/styleguide/film"},
    "captions": [{"src": "/styleguide/film.vtt", "locale": "en", "label": "English", "default": True}],
}
NAMES = {
    "00000000-0000-7000-8000-000000000001": "Amina Haddad",
    "00000000-0000-7000-8000-000000000002": "Bruno Costa",
}


def environment(locale: str) -> Templates:
    """The templates as the product loads them, in English whatever way they are written."""
    known = {
        "locale": locale,
        "dir": "rtl" if locale == "ar" else "ltr",
        "locales": [
            {"code": "en", "label": "English"},
            {"code": "es", "label": "Español"},
            {"code": "ar", "label": "العربية"},
        ],
        "origin": {"app": "", "content": ""},
    }
    return Templates("en", known)


def context(title: str, locale: str) -> dict[str, Any]:
    items = [("Home", "house"), ("Courses", "library"), ("Progress", "chart-line"), ("People", "users")]
    return {
        "page": {
            "title": title,
            "lead": "Every part of the design in all its states.",
            "crumbs": [{"label": "Development", "href": "/"}],
        },
        "person": {"id": next(iter(NAMES)), "roles": ["editor"], "locale": locale, "time_zone": "UTC"},
        "nav": tuple(Entry(name, "/", icon, name == "Courses") for name, icon in items),
        "tenant": {"name": "Stoa"},
        "here": "/styleguide",
    }


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.startswith("/static/"):
            file = BUILT / Path(url.path).name
            if not file.is_file():
                return self.answer(404, "text/plain", b"")
            return self.answer(200, TYPES[file.suffix], file.read_bytes())
        if url.path == "/people/names":
            known = {id_: NAMES[id_] for id_ in query["ids"].split(",") if id_ in NAMES}
            return self.answer(200, "application/json", json.dumps(known).encode())
        if url.path in PAGES:
            template, title = PAGES[url.path]
            given = context(title, query.get("locale", "en")) | ({"film": FILM} if "film" in query else {})
            html = environment(query.get("locale", "en")).draw(template, given)
            return self.answer(200, "text/html; charset=utf-8", html.encode())
        return self.answer(404, "text/plain", b"")

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, the name is the standard library's
        """Quiet: the test runner speaks."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the guide's server, on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--font-render-hinting=none"]
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        await chromium.close()


async def opened(
    chromium: Browser,
    address: str,
    *,
    width: int,
    theme: str,
    locale: str,
    trouble: Callable[[str], None] = print,
    routes: Sequence[tuple[str, Answer]] = (),
) -> Page:
    """The page in a context of its own, painted: fonts are there and names resolved.

    `trouble` hears what throws and what the policy refuses; `routes` are answered by the
    test in the server's place.
    """
    browsing = await chromium.new_context(
        viewport={"width": width, "height": 900}, locale=locale, timezone_id="Europe/Athens"
    )
    page = await browsing.new_page()
    await page.add_init_script(f"localStorage.setItem('stoa:theme', '{theme}')")
    for pattern, answer in routes:
        await page.route(pattern, answer)
    page.on("pageerror", lambda error: trouble(str(error)))
    page.on("console", lambda said: trouble(said.text) if "Content Security" in said.text else None)
    await page.goto(f"{address}{'&' if '?' in address else '?'}locale={locale}", wait_until="networkidle")
    await page.evaluate("document.fonts.ready")
    return page


async def photograph(page: Page, file: Path) -> None:
    """The whole page. The window grows to its height first, so that what is sticky stands where it does."""
    width = await page.evaluate("innerWidth")
    height = await page.evaluate("document.documentElement.scrollHeight")
    await page.set_viewport_size({"width": width, "height": height})
    await page.wait_for_timeout(250)
    await page.screenshot(path=file)


async def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    looks = [("light", "en"), ("dark", "en"), ("light", "ar")]
    with served() as address:
        async with browser() as chromium:
            for path, (theme, locale), width in itertools.product(PAGES, looks, WIDTHS):
                page = await opened(chromium, address + path, width=width, theme=theme, locale=locale)
                name = path.removeprefix("/").replace("/", "-")
                await photograph(page, folder / f"{name}-{width}-{theme}-{locale}.png")
                await page.context.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
