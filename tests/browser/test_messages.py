"""A learner and an instructor write to each other."""

from playwright.async_api import Page, expect

from tests.browser import sight
from tests.browser.school import School
from tests.browser.visitors import Visitors


async def _ask_from_the_text(page: Page, school: School) -> str:
    """The address of the conversation."""
    await page.goto(f"/learn/{school.registration}/{school.text}")
    await page.get_by_role("button", name="Help and notes").click()
    await page.get_by_role("link", name="Ask those who teach").click()
    about = page.get_by_role("main").locator(f"a[href='/learn/{school.registration}/{school.text}']")
    await expect(about).to_be_visible()
    await page.get_by_label("What it is about").fill("A shadow")
    await page.get_by_role("textbox", name="Message").fill("Has it a colour?")
    await page.get_by_role("button", name="Send").click()
    await page.wait_for_url("**/messages/*")
    return page.url


async def test_question_is_asked_answered_read_and_closed(visitors: Visitors, school: School) -> None:
    learner, teacher = await visitors.page("learner"), await visitors.page("instructor")
    address = await _ask_from_the_text(learner, school)
    await teacher.goto("/teach")
    await teacher.locator(f"a[href$='{school.run}/messages']").click()
    row = teacher.get_by_role("listitem").filter(has_text="A shadow")
    await expect(row.get_by_text("New")).to_be_visible()
    async with teacher.expect_response("**/seen"):
        await row.get_by_role("link", name="A shadow").click()
    await teacher.get_by_role("textbox", name="Message").fill("Look at its edge.")
    await teacher.get_by_role("button", name="Send").click()
    await expect(teacher.get_by_role("article")).to_have_count(2)
    await expect(teacher.locator("[data-unread]")).to_have_count(0)
    await learner.goto("/")
    async with learner.expect_response("**/seen"):
        await learner.get_by_role("link", name="Read it").click()
        row = learner.get_by_role("listitem").filter(has_text="A shadow")
        await row.get_by_role("link", name="A shadow").click()
        await expect(learner.locator("[data-unread]")).to_contain_text("Look at its edge.")
    await learner.reload()
    await expect(learner.get_by_text("Look at its edge.")).to_be_visible()
    await expect(learner.locator("[data-unread]")).to_have_count(0)
    await teacher.get_by_role("button", name="Close the conversation").click()
    await expect(teacher.get_by_role("button", name="Reopen")).to_be_visible()
    await learner.get_by_role("textbox", name="Message").fill("And blue?")
    await learner.get_by_role("button", name="Send").click()
    await expect(learner.get_by_role("region", name="Messages").get_by_text("closed")).to_be_visible()
    await expect(learner.get_by_role("textbox", name="Message")).to_have_value("And blue?")
    assert learner.url == address
    assert all("409" in one for one in visitors.troubles), visitors.troubles
    visitors.troubles.clear()


async def test_withdrawn_message_comes_back_by_one_press(visitors: Visitors, school: School) -> None:
    learner = await visitors.page("learner", sight.RTL, 320)
    await learner.goto(f"/messages/{school.closed}")
    mine = learner.get_by_role("article")
    await mine.get_by_role("button", name="سحب").click()
    await expect(mine).to_contain_text("رسالة مسحوبة")
    await learner.get_by_role("button", name="تراجع").click()
    await expect(mine).not_to_contain_text("رسالة مسحوبة")
    await mine.get_by_role("button", name="سحب").press("Enter")
    again = mine.get_by_role("button", name="إظهار الرسالة من جديد")
    await again.press("Enter")
    await expect(mine).to_be_focused()
    await expect(again).to_have_count(0)
