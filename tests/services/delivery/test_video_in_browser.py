"""A packaged film plays in Chromium, from the content origin, with its captions."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Route, async_playwright

from stoa.contracts.delivery import Manifest
from tests.services.delivery.courses import publish, whole_course
from tests.world import World

ROOT = Path(__file__).parents[3]
BROWSER = ROOT / ".browser" / "chromium"
HLS = ROOT / "node_modules" / "hls.js" / "dist" / "hls.min.js"

pytestmark = pytest.mark.skipif(
    not (BROWSER.exists() and HLS.exists()), reason="needs the browser and the browser packages"
)

PAGE = """<!doctype html><video id="film" muted></video><script src="/hls.js"></script>"""
PLAY = """async (playlist) => {
  const film = document.getElementById("film"), errors = [], captions = [];
  const hls = new Hls();
  // A decoder that had no processor for a second is no fault of the film: that it gets on is waited for.
  const busy = ["bufferStalledError", "bufferNudgeOnStall"];
  hls.on(Hls.Events.ERROR, (_, told) => busy.includes(told.details) || errors.push(told.details));
  hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, (_, told) => {
    captions.push(...told.subtitleTracks.map((track) => track.name));
  });
  hls.loadSource(playlist);
  hls.attachMedia(film);
  const until = async (what, holds) => {
    for (let tries = 0; !holds(); tries++) {
      if (tries === 1200) throw new Error(`${what} ${film.currentTime} ${film.error?.message} ${errors}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  };
  await until("ready", () => film.readyState >= 3);
  void film.play();
  await until("played", () => film.currentTime > 0.5);
  film.currentTime = 9;
  await until("sought", () => film.currentTime > 9.2);
  hls.subtitleTrack = 0;
  await until("captions", () => [...film.textTracks].some((track) => track.cues?.length));
  const cues = [...film.textTracks].flatMap((track) => [...(track.cues ?? [])].map((cue) => cue.text));
  return {
    errors, captions, cues, begins: film.buffered.start(0), lasts: film.duration,
    size: [film.videoWidth, film.videoHeight], shown: film.getVideoPlaybackQuality().totalVideoFrames,
  };
}"""


async def play(origin: str, playlist: str) -> dict[str, Any]:
    """The page is answered here under the application's origin; the film comes from the real edge."""

    async def answer(route: Route) -> None:
        if route.request.url.endswith("/hls.js"):
            await route.fulfill(path=HLS, content_type="text/javascript")
        else:
            await route.fulfill(body=PAGE, content_type="text/html")

    flags = [
        "--no-sandbox",
        "--headless=new",
        "--disable-gpu",
        "--autoplay-policy=no-user-gesture-required",
        # A page that Playwright answers seems to come from the open net, which may not ask this machine.
        "--disable-features=LocalNetworkAccessChecks",
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=flags)
        page = await browser.new_page()
        await page.route(f"{origin}/**", answer)
        await page.goto(f"{origin}/film")
        page.set_default_timeout(30_000)
        seen: dict[str, Any] = await page.evaluate(PLAY, playlist)
        await browser.close()
    return seen


async def test_a_film_plays_seeks_and_shows_its_captions(edge_world: World) -> None:
    draft = whole_course()
    await publish(edge_world, draft)
    editor = await edge_world.someone("editor")
    answer = await editor.get(f"/api/courses/{draft.document.course}/manifest?locale=en")
    manifest = msgspec.json.decode(answer.content, type=Manifest)
    film = manifest.objects[3]
    origin = edge_world.process.platform.settings.web.app_origin
    seen = await play(origin, f"{manifest.url}{film.playlist}")
    assert seen["errors"] == []
    assert seen["captions"] == ["English"]
    assert seen["cues"] == ["<v Ada>Light bends."]
    assert seen["begins"] == 0
    assert seen["lasts"] == pytest.approx(film.duration_s, abs=0.2)
    assert seen["size"] == [film.width, film.height]
    assert seen["shown"] > 5
