"""What the SDK costs a page whose reader moves, scrolls and types without a pause: under 1 % of a core.

`pytest -s tests/sdk/test_cost.py` prints it.
"""

from typing import Any

from playwright.async_api import Page

from tests.sdk.conftest import Learner

SECONDS = 8
BUSY = f"""() => new Promise((resolve) => {{
  const began = performance.now();
  const field = document.querySelector("[name=text]");
  const fire = (target, event) => target.dispatchEvent(event);
  let beat = 0;
  const every = setInterval(() => {{
    beat += 1;
    fire(document.body, new PointerEvent("pointermove", {{ bubbles: true, clientX: beat % 700 }}));
    if (beat % 4 === 0) scrollBy(0, beat % 400 < 200 ? 12 : -12);
    if (beat % 10 === 0) {{
      fire(field, new KeyboardEvent("keydown", {{ bubbles: true, key: "a" }}));
      fire(field, new InputEvent("input", {{ bubbles: true }}));
    }}
    if (beat % 60 === 0) fire(document.body, new PointerEvent("pointerdown", {{ bubbles: true }}));
    if (performance.now() - began > {SECONDS * 1000}) {{ clearInterval(every); resolve(); }}
  }}, 16);
}})"""


async def processor_s(page: Page) -> float:
    """Of the page's main thread while its reader is busy."""
    wire = await page.context.new_cdp_session(page)
    await wire.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = await wire.send("Performance.getMetrics")
    await page.evaluate(BUSY)
    after = await wire.send("Performance.getMetrics")
    return _main_thread(after) - _main_thread(before)


def _main_thread(answer: dict[str, Any]) -> float:
    return float(next(one["value"] for one in answer["metrics"] if one["name"] == "TaskDuration"))


async def test_capture_costs_a_busy_page_less_than_a_hundredth_of_a_core(learner: Learner) -> None:
    page, bare = await learner.open(), await learner.open()
    await learner.until("page.opened", 2)
    await bare.evaluate("stoa.stop()")
    runs = [(await processor_s(page), await processor_s(bare)) for _ in range(3)]
    told = await learner.actions()
    with_it, without = (min(one) for one in zip(*runs, strict=True))
    share = (with_it - without) / SECONDS
    figures = f"{with_it:.3f} s with the SDK, {without:.3f} s without"
    print(f"\na busy page, {SECONDS} s: {figures}, {share:.2%} of a core")  # noqa: T201
    assert len(told) > 5
    assert share < 0.01
