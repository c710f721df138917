"""What is told of a learner at work, as the log holds it."""

from stoa.contracts.telemetry import AnyAction
from tests.sdk.conftest import Learner

FIRST, SECOND, UNSEEN = (f"00000000-0000-7000-8000-0000000000a{n}" for n in (1, 2, 3))


def kinds(actions: list[AnyAction]) -> list[str]:
    return [str(one.__struct_config__.tag) for one in actions]


async def test_an_item_is_told_from_shown_to_answered_and_what_was_left_is_skipped(learner: Learner) -> None:
    page = await learner.open()
    await page.locator("video").scroll_into_view_if_needed()
    await page.locator(f"[data-item='{SECOND}']").scroll_into_view_if_needed()
    await learner.until("item.shown", 2)
    await page.wait_for_timeout(1500)
    for choice in ("a", "b", "a"):
        await page.locator(f"input[value={choice}]").check()
    await page.get_by_role("button", name="A hint").click()
    await page.get_by_role("button", name="Check").first.click()
    await page.evaluate("window.leave()")
    actions = await learner.until("page.left")
    about = [(tag, str(one.item)) for tag, one in zip(kinds(actions), actions, strict=True) if hasattr(one, "item")]
    assert about[:2] == [("item.shown", FIRST), ("item.shown", SECOND)]
    assert sorted(about[2:]) == sorted(
        [("item.begun", FIRST), ("item.changed", FIRST), ("item.hint_asked", FIRST), ("item.skipped", SECOND)]
    )
    assert kinds(actions)[-1] == "page.left"
