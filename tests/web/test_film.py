"""The film: a checkpoint over the paused frame, a transcript that follows and seeks, a place that is told."""

import base64
import json

import pytest
from playwright.async_api import Browser, Page, Route

from tests.web.conftest import Visit

RECORD = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 90 });
  const drawing = canvas.getContext("2d");
  const timer = setInterval(() => {
    drawing.fillStyle = `hsl(${performance.now() / 20} 40% 50%)`;
    drawing.fillRect(0, 0, 160, 90);
  }, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  recorder.stop();
  await stopped;
  clearInterval(timer);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
CAPTIONS = """WEBVTT

00:00.000 --> 00:00.800
The scale begins at zero.

00:00.800 --> 00:04.000
One step is 5 cm.
"""
VIDEO = "document.querySelector('video')"


@pytest.fixture(scope="module")
async def film(chromium: Browser) -> bytes:
    """Four seconds of moving colour, recorded by the browser itself."""
    page = await chromium.new_page()
    try:
        return base64.b64decode(await page.evaluate(RECORD))
    finally:
        await page.close()


async def _watch(visit: Visit, film: bytes) -> tuple[Page, list[dict[str, float]]]:
    places: list[dict[str, float]] = []

    async def answer(route: Route) -> None:
        path = route.request.url.rsplit("/", 1)[1]
        if path == "film":
            start = int(route.request.headers.get("range", "bytes=0-").removeprefix("bytes=").split("-")[0])
            part = {"Content-Range": f"bytes {start}-{len(film) - 1}/{len(film)}", "Accept-Ranges": "bytes"}
            await route.fulfill(status=206, content_type="video/webm", headers=part, body=film[start:])
        elif path == "film.vtt":
            await route.fulfill(content_type="text/vtt", body=CAPTIONS)
        else:
            places.append(json.loads(route.request.post_data or "{}"))
            await route.fulfill(status=204)

    page = await visit("/styleguide?film=1", routes=[("**/styleguide/film*", answer), ("**/place", answer)])
    await page.evaluate(f"{VIDEO}.muted = true, {VIDEO}.play()")
    return page, places


def _heard(event: str, value: str) -> str:
    """JavaScript: what holds when the film says so the next time."""
    return f"new Promise((so) => {VIDEO}.addEventListener('{event}', () => so({value}), {{ once: true }}))"


async def test_a_checkpoint_holds_the_film_and_the_focus_until_it_is_done(visit: Visit, film: bytes) -> None:
    page, places = await _watch(visit, film)
    over = page.locator("[data-video-over]")
    await over.get_by_text("How much is one step").wait_for()
    assert await page.evaluate(f"{VIDEO}.paused")
    for _ in range(6):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.closest('[data-video-over]') !== null")
    await page.evaluate(f"() => {{ window.goesOn = {_heard('playing', f'!{VIDEO}.paused')} }}")
    await over.get_by_role("button", name="Go on").click()
    await over.wait_for(state="hidden")
    assert await page.evaluate("window.goesOn")
    assert places[0]["position_s"] == pytest.approx(1, abs=0.5)


async def test_the_transcript_follows_and_seeks(visit: Visit, film: bytes) -> None:
    page, _places = await _watch(visit, film)
    await page.get_by_text("Transcript", exact=True).first.click()
    lines = page.locator(".transcript-line")
    await lines.nth(1).wait_for()
    assert await lines.nth(1).text_content() == "0:00One step is 5 cm."
    await page.locator(".transcript-line[aria-current]", has_text="One step").wait_for()
    await page.get_by_role("button", name="Go on").click()
    await page.evaluate(f"() => {{ window.sought = {_heard('seeked', f'{VIDEO}.currentTime')} }}")
    await lines.nth(0).click()
    assert await page.evaluate("window.sought") < 0.8
