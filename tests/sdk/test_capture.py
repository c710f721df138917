"""What is told of a learner at work, as the log holds it."""

import msgspec
import pytest

from stoa.contracts.telemetry import (
    AnyAction,
    DepthReached,
    FocusChanged,
    PageOpened,
    TimeSpent,
    VideoSought,
    VideoWatched,
    VisibilityChanged,
)
from tests.sdk.conftest import Learner
from tests.web.test_film import RECORD

FIRST, SECOND, UNSEEN = (f"00000000-0000-7000-8000-0000000000a{n}" for n in (1, 2, 3))


def kinds(actions: list[AnyAction]) -> list[str]:
    return [str(one.__struct_config__.tag) for one in actions]


async def test_an_item_is_told_from_shown_to_answered_and_what_was_left_is_skipped(learner: Learner) -> None:
    page = await learner.open()
    await page.locator("video").scroll_into_view_if_needed()
    await page.locator(f"[data-item='{SECOND}']").scroll_into_view_if_needed()
    await learner.until("item.shown", 2)
    await page.wait_for_timeout(1500)
    await page.evaluate(
        "for (const value of ['a', 'b', 'a']) document.querySelector(`input[value=${value}]`).click()"
    )
    await page.get_by_role("button", name="A hint").click()
    await page.get_by_role("button", name="Check").first.click()
    await page.evaluate("window.leave()")
    actions = await learner.until("page.left")
    about = [
        (tag, str(one.item)) for tag, one in zip(kinds(actions), actions, strict=True) if hasattr(one, "item")
    ]
    assert about[:2] == [("item.shown", FIRST), ("item.shown", SECOND)]
    assert sorted(about[2:]) == sorted(
        [("item.begun", FIRST), ("item.changed", FIRST), ("item.hint_asked", FIRST), ("item.skipped", SECOND)]
    )
    assert kinds(actions)[-1] == "page.left"


HIDE = """(how) => {
  Object.defineProperty(document, 'visibilityState', { value: how, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


async def test_reading_is_told_as_depth_and_time_and_counts_of_keys_and_pointers(learner: Learner) -> None:
    page = await learner.open()
    await page.mouse.wheel(0, 5000)
    await page.locator("[name=text]").fill("a secret")
    await page.locator("[name=text]").press_sequentially("xyzzy")
    await page.locator("p").first.click()
    await page.evaluate("dispatchEvent(new Event('blur'))")
    await page.wait_for_timeout(1200)
    await page.evaluate(HIDE, "hidden")
    actions = await learner.until("time.spent")
    opened, *_ = actions
    assert isinstance(opened, PageOpened)
    assert (opened.level, opened.words) == ("standard", 15)
    assert [one.visible for one in actions if isinstance(one, VisibilityChanged)] == [False]
    assert [one.focused for one in actions if isinstance(one, FocusChanged)] == [False]
    depths = [one.depth for one in actions if isinstance(one, DepthReached)]
    assert depths == sorted(depths)
    assert 0 < depths[0] <= 1
    [spent] = [one for one in actions if isinstance(one, TimeSpent)]
    assert (spent.keys, spent.pointers) == (5, 1)
    assert 1000 <= spent.active_ms <= spent.visible_ms <= spent.for_ms + 20
    kept = b"".join([msgspec.json.encode(batch) for batch in await learner.batches()])
    assert b"xyzzy" not in kept
    assert b"secret" not in kept


async def test_time_out_of_sight_is_not_time_in_sight(learner: Learner) -> None:
    page = await learner.open()
    await page.evaluate(HIDE, "hidden")
    await page.wait_for_timeout(1500)
    await page.evaluate(HIDE, "visible")
    await page.wait_for_timeout(1100)
    await page.evaluate("window.leave()")
    spent = [one for one in await learner.until("page.left") if isinstance(one, TimeSpent)]
    hidden_ms = sum(one.for_ms - one.visible_ms for one in spent)
    assert hidden_ms >= 1450
    assert sum(one.visible_ms for one in spent) >= 1000


FILM = """const heard = (name) => new Promise((so) => video.addEventListener(name, so, { once: true }));
const at = (seconds) => new Promise((so) => {
  const look = () => video.currentTime >= seconds ? so() : setTimeout(look, 20);
  look();
});"""
WATCH_UNTIL_TWO_SECONDS = f"""async (video, film) => {{
  {FILM}
  video.src = 'data:video/webm;base64,' + film;
  await video.play();
  await at(1);
  video.playbackRate = 2;
  await heard("ratechange");
  await at(2);
  video.pause();
  await heard("pause");
  video.currentTime = 0.2;
}}"""
WATCH_ON_AND_LEAVE = f"async (video) => {{ {FILM} await video.play(); await at(2.5); window.leave(); }}"


async def test_a_film_is_told_by_what_was_watched_sought_and_paused(learner: Learner) -> None:
    page = await learner.open()
    film = await page.evaluate(RECORD)
    video = page.locator("video")
    await video.evaluate(WATCH_UNTIL_TWO_SECONDS, film)
    await learner.until("video.sought")
    await video.evaluate(WATCH_ON_AND_LEAVE)
    actions = await learner.until("page.left")
    films = [one for one in actions if str(one.__struct_config__.tag).startswith("video.")]
    assert [tag.removeprefix("video.") for tag in kinds(films) if tag != "video.stalled"] == [
        *("played", "watched", "rate_changed", "watched", "paused", "sought", "played", "watched")
    ]
    first, second, third = [one for one in films if isinstance(one, VideoWatched)]
    assert first.from_s < 0.5 <= first.to_s <= second.from_s + 0.5
    assert (first.rate, second.rate, third.rate) == (1, 2, 2)
    [sought] = [one for one in films if isinstance(one, VideoSought)]
    assert sought.from_s == pytest.approx(second.to_s, abs=0.5)
    assert sought.to_s == pytest.approx(0.2, abs=0.1)
    assert third.from_s < 1


async def test_another_object_on_the_same_page_ends_the_one_before(learner: Learner) -> None:
    page = await learner.open()
    await learner.until("page.opened")
    other = "00000000-0000-7000-8000-0000000000b1"
    await page.evaluate(f"void open_('{other}')")
    actions = await learner.until("page.opened", 2)
    told = [
        (tag, str(one.object))
        for tag, one in zip(kinds(actions), actions, strict=True)
        if tag.startswith("page.")
    ]
    assert told == [("page.opened", learner.object), ("page.left", learner.object), ("page.opened", other)]
    assert len({batch.capture for batch in await learner.batches()}) == 1
