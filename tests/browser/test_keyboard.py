"""From signing in to an answered question without a mouse."""

from playwright.async_api import Page, expect

from stoa.compose.demonstration import PASSWORD
from tests.browser import sight
from tests.browser.answers import ITEMS
from tests.browser.school import School
from tests.browser.visitors import Visitors

_FOCUS = """() => {
  const { activeElement: at } = document;
  const { outlineStyle, boxShadow } = getComputedStyle(at);
  const { top, bottom } = at.getBoundingClientRect();
  const marked = outlineStyle !== "none" || boxShadow !== "none" || at.matches("input");
  const label = at.labels?.[0]?.textContent ?? at.ariaLabel ?? at.textContent;
  const inert = at.matches("body, main, [tabindex='-1']");
  return { label: inert ? "" : label.trim(), seen: marked || inert, inside: bottom > 0 && top < innerHeight };
}"""
_FAR = 80


async def _tab_to(page: Page, label: str) -> None:
    """Presses Tab until what bears the label has the focus; each place on the way shows that it has it."""
    for _ in range(_FAR):
        at = await page.evaluate(_FOCUS)
        if label in at["label"]:
            assert at["inside"], f"{label} has the focus out of sight"
            return
        await page.keyboard.press("Tab")
        at = await page.evaluate(_FOCUS)
        assert at["seen"], f"nothing shows that {at['label']!r} has the focus"
    raise AssertionError(f"{label} is not reached with the Tab key")


async def _sign_in(page: Page) -> None:
    await page.goto("/sign-in")
    await _tab_to(page, "E-mail")
    await page.keyboard.type("proctor@demo.example")
    await _tab_to(page, "Password")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/")


async def _enrol(page: Page, school: School) -> None:
    await page.goto(f"/courses/{school.course}")
    await _tab_to(page, "Enrol")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/learn/**")


async def _step_on_and_back(page: Page) -> None:
    """n goes on to the next object, p back."""
    await expect(page.get_by_role("heading", level=1)).to_have_text("What is light?")
    await page.keyboard.press("n")
    await expect(page.get_by_role("heading", level=1)).to_have_text("The sliver we can see")
    await page.keyboard.press("p")
    await expect(page.get_by_role("heading", level=1)).to_have_text("What is light?")


async def _finish(page: Page, title: str) -> None:
    await _tab_to(page, title)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)
    await _tab_to(page, "Mark as read")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-end]").get_by_text("Read", exact=True)).to_be_visible()


async def _answer(page: Page) -> None:
    """The first question is a choice: arrow keys choose, Enter on Check sends."""
    await _tab_to(page, "Check yourself: light on its way")
    await page.keyboard.press("Enter")
    item = page.locator("[data-item]").first
    right = next(each for each in ITEMS.values() if each["id"] == "what-sets-colour")["choices"][0]["text"]
    await expect(item.get_by_role("radio").first).to_be_visible()
    first = await item.get_by_role("radio").first.evaluate("each => each.labels[0].textContent.trim()")
    await _tab_to(page, first)
    await page.keyboard.press(" ")
    while not await item.get_by_role("radio", name=right, exact=True).is_checked():
        await page.keyboard.press("ArrowDown")
    await _tab_to(page, "Check")
    await page.keyboard.press("Enter")
    await expect(item.locator(".item-verdict")).to_contain_text("Right")


async def test_a_question_is_answered_without_a_mouse(visitors: Visitors, school: School) -> None:
    context = await visitors.newcomer()
    page = await context.new_page()
    sight.listen(page, visitors.troubles.append)
    await _sign_in(page)
    await _enrol(page, school)
    await _step_on_and_back(page)
    await _finish(page, "What is light?")
    await _finish(page, "Why light bends")
    await _answer(page)
    await context.close()
