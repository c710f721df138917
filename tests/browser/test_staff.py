"""What instructors and administrators see of what learners did, and of the house."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser import learning
from tests.browser.school import School
from tests.browser.visitors import Visitors


def _row_of(page: Page, name: str) -> Locator:
    """People stand in tables by id; a script shows their names."""
    return page.get_by_role("row").filter(has=page.locator("stoa-person", has_text=name))


async def test_an_instructor_sees_how_far_somebody_is(visitors: Visitors, school: School) -> None:
    reader = await visitors.page("learner")
    await reader.goto(f"/learn/{school.registration}/{school.text}")
    await learning.read_to_the_end(reader)
    share = await learning.percent(reader)
    assert share > 0
    page = await visitors.page("instructor")
    await page.goto("/teach")
    await page.get_by_role("link", name=re.compile("Open to all|Light and colour")).first.click()
    row = _row_of(page, "Learner One")
    await expect(row.get_by_role("cell", name=f"{share} %", exact=True)).to_be_visible()
    await expect(row).to_contain_text("What is light?")


async def test_an_instructor_sees_scores_in_the_gradebook(visitors: Visitors, school: School) -> None:
    page = await visitors.page("instructor")
    await page.goto(f"/teach/runs/{school.run}")
    await page.get_by_role("link", name="Gradebook").click()
    await expect(_row_of(page, "Learner One")).to_be_visible()
    await page.get_by_role("link", name="Not begun").first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()


async def test_an_instructor_finds_a_learner_while_typing_and_looks_at_them(
    visitors: Visitors, school: School
) -> None:
    page = await visitors.page("instructor")
    for place, table in (("", "#roster"), ("/gradebook", "#grades")):
        await page.goto(f"/teach/runs/{school.run}{place}?{'order' if table == '#roster' else 'sort'}=name")
        await page.get_by_role("searchbox", name="Search by name").fill("nobody at all")
        await expect(page.get_by_text("No one here has “nobody at all” in their name.")).to_be_visible()
        await page.get_by_role("searchbox", name="Search by name").fill("LEARNER O")
        await expect(_row_of(page, "Learner One")).to_be_visible()
        assert re.search(r"(order|sort)=name", page.url)
        assert "q=LEARNER" in page.url
        head = page.locator(f"{table} th[aria-sort=ascending]")
        await expect(head).to_have_count(1)
        await page.get_by_role("link", name="Learner One").click()
        await expect(page.get_by_role("heading", name="How the course stands")).to_be_visible()
    await page.get_by_role("table", name="Objects of the course").get_by_role("link").first.click()
    await expect(page.get_by_role("heading", name="What counts")).to_be_visible()


async def test_a_learner_comes_to_their_scores_from_the_course(visitors: Visitors, school: School) -> None:
    page = await visitors.page("learner")
    await page.goto(f"/courses/{school.course}")
    await page.get_by_role("link", name="Scores").click()
    await expect(page.get_by_role("table", name="Your scores")).to_be_visible()
    await expect(page.get_by_text("To pass: 60 % of the points.")).to_be_visible()


async def test_an_administrator_finds_people(visitors: Visitors) -> None:
    page = await visitors.page("administrator")
    await page.goto("/admin/people")
    await page.get_by_role("searchbox").fill("Learner Two")
    await page.get_by_role("searchbox").press("Enter")
    await expect(page.get_by_text("learner.two@demo.example")).to_be_visible()
    await expect(page.get_by_text("instructor@demo.example")).to_be_hidden()


async def test_an_administrator_sees_that_every_engine_answers(visitors: Visitors) -> None:
    page = await visitors.page("administrator")
    await page.goto("/admin/health")
    engines = page.get_by_role("table", name="Engines")
    await expect(engines.get_by_text("answers", exact=True)).to_have_count(3)
    await expect(page.get_by_text("does not answer")).to_have_count(0)
