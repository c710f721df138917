"""A learner acts, the page adapts in place, the instructor sees it: on the real platform."""

import asyncio
import re
import time
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, Route, expect

from stoa.runtime.bus import Bus
from tests.browser import adapting, sight
from tests.browser.answers import answer, answer_wrongly
from tests.browser.school import Clerk, School, clerk
from tests.browser.visitors import Visitors

SOON_MS = 30_000


@pytest.fixture(scope="session")
async def office(address: str, school: School) -> AsyncIterator[Clerk]:
    """A clerk, once the course adapts eagerly."""
    async with clerk(address) as one:
        await adapting.be_eager(one, school)
        yield one


async def _wrong_twice(page: Page, registration: str, school: School) -> None:
    item = await adapting.open_checkpoint(page, registration, school)
    await answer_wrongly(item)
    await answer_wrongly(item, 1)


async def _leave_what_was_explained(page: Page, registration: str, school: School) -> None:
    """It was decided, and is left before it was seen for a while, which would have been taking it."""
    explained = page.get_by_role("region", name="Explained more simply")
    await expect(explained).to_be_visible(timeout=SOON_MS)
    await page.goto(f"/learn/{registration}/{school.film}")


async def test_two_wrong_responses_open_the_simpler_explanation_beneath_them(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "ada")
    page = await visitors.page("ada")
    await _wrong_twice(page, registration, school)
    explained = page.get_by_role("region", name="Explained more simply")
    await expect(explained).to_contain_text(
        "A beam of white light goes into a piece of glass", timeout=SOON_MS
    )
    await expect(page.locator("[data-announce]")).to_have_text("Below your response: Explained more simply")
    assert await page.evaluate("document.activeElement.closest('.explained')") is None
    await explained.get_by_text("Why?").click()
    await expect(explained).to_contain_text("Responses in a row that were not right: 2")
    await sight.photograph(page, "adapted-simpler-1440")


async def test_who_knows_it_is_offered_the_next_object_and_gets_there(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "ben")
    page = await visitors.page("ben")
    for share in (0.5, 0.98):
        item = await adapting.open_checkpoint(page, registration, school, share)
        await answer(item)
        over = page.locator("[data-video-over]")
        await expect(over.get_by_role("button", name="Go on with the film")).to_be_hidden()
        await expect(page.get_by_role("region", name="Suggestion")).to_be_hidden()
        await over.get_by_role("button", name="Go on", exact=True).click()
    offer = page.get_by_role("region", name="Suggestion")
    await expect(offer).to_contain_text("The rainbow, drop by drop", timeout=SOON_MS)
    await sight.photograph(page, "adapted-advance-1440")
    await offer.get_by_text("Why?").click()
    reason = offer.get_by_role("listitem").filter(has_text="Questions that were shown and not answered yet")
    await expect(reason).to_have_text("Questions that were shown and not answered yet: 0")
    await offer.get_by_role("button", name="Open the next").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("The rainbow, drop by drop")


async def test_who_hesitates_is_offered_passages_with_their_places(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "cleo")
    page = await visitors.page("cleo")
    await adapting.open_checkpoint(page, registration, school)
    offer = page.get_by_role("region", name="Suggestion")
    await expect(offer).to_contain_text("May these places help?", timeout=60_000)
    await offer.get_by_role("button", name="Show the passages").click()
    passages = page.get_by_role("region", name="From this course")
    await expect(passages.get_by_role("listitem").first).to_be_visible(timeout=SOON_MS)
    place = passages.get_by_role("link").first
    assert re.search(rf"/learn/{registration}/[0-9a-f-]+", await place.get_attribute("href") or "")
    await sight.photograph(page, "adapted-help-1440")
    await page.keyboard.press("Escape")
    assert await page.evaluate("document.activeElement.closest('[data-video-over]') !== null")


async def test_an_open_decision_is_there_after_a_reload_and_goes_when_declined(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "dora")
    page = await visitors.page("dora")
    await _wrong_twice(page, registration, school)
    offer = page.get_by_role("region", name="Suggestion")
    await _leave_what_was_explained(page, registration, school)
    await expect(offer).to_be_visible(timeout=SOON_MS)
    await page.reload()
    await expect(offer).to_contain_text("A simpler explanation?", timeout=SOON_MS)
    await page.keyboard.press("a")
    await expect(offer.get_by_role("button", name="Show it simpler")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(offer).to_have_count(0)


async def test_an_offer_declined_on_one_page_goes_from_the_learners_others_and_stays_away(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "gina")
    page = await visitors.page("gina")
    # Another tab, and another device of the same person.
    tab, device = await visitors.page("gina"), await visitors.page("gina", look=sight.DARK)
    await _wrong_twice(page, registration, school)
    await _leave_what_was_explained(page, registration, school)
    for one in (tab, device):
        await one.goto(f"/learn/{registration}/{school.film}")
    for one in (page, tab, device):
        await expect(one.get_by_role("region", name="Suggestion")).to_be_visible(timeout=SOON_MS)
    await tab.get_by_role("region", name="Suggestion").get_by_role("button", name="Not now").click()
    for one in (page, device):
        await expect(one.get_by_role("region", name="Suggestion")).to_have_count(0, timeout=SOON_MS)
        await one.reload()
        await sight.settled(one)
        await one.wait_for_timeout(1_000)
        await expect(one.get_by_role("region", name="Suggestion")).to_have_count(0)


async def test_what_is_told_is_chosen_once_for_every_tab_and_device(
    visitors: Visitors, school: School, office: Clerk, bus: Bus
) -> None:
    registration = await adapting.enrolled(office, school, "hugo")
    page, device = await visitors.page("hugo"), await visitors.page("hugo", look=sight.DARK)
    for one in (page, device):
        await one.goto(f"/learn/{registration}/{school.text}")
        await sight.settled(one)
    person = await page.evaluate("document.documentElement.dataset.person")
    await adapting.until_told(bus, person, "page.opened", 2)
    choosing = await visitors.page("hugo")
    await choosing.goto("/account/learning-data")
    await sight.settled(choosing)
    await choosing.get_by_label("Only what a course cannot do without").check()
    await expect(choosing.get_by_text("Kept. It holds from now on")).to_be_visible(timeout=SOON_MS)
    for one in (page, device):
        chosen = f"localStorage.getItem('stoa:consent:{person}')?.includes('essential')"
        await sight.until(one.locator("html"), chosen)
    await choosing.wait_for_timeout(1_000)
    since = await choosing.evaluate("Date.now()")
    for one in (page, device):
        await one.mouse.wheel(0, 900)
        await one.goto(f"/learn/{registration}/{school.film}")
        await sight.settled(one)
        await one.wait_for_timeout(3_000)
    batches = await adapting.told(bus, person)
    assert [action for batch in batches for action in batch["actions"] if action["at"] > since] == []
    await device.goto("/account/learning-data")
    await expect(device.get_by_label("Only what a course cannot do without")).to_be_checked()


async def test_what_is_chosen_before_the_script_of_the_page_is_there_is_kept(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    await adapting.enrolled(office, school, "jana")
    page = await visitors.page("jana")
    asked, there = asyncio.Event(), asyncio.Event()

    async def slow_line(route: Route) -> None:
        asked.set()
        await there.wait()
        await route.continue_()

    await page.route("**/consent-*.js", slow_line)
    await page.goto("/account/learning-data")
    await asyncio.wait_for(asked.wait(), 60)
    await page.get_by_label("Only what a course cannot do without").check()
    there.set()
    await expect(page.get_by_text("Kept. It holds from now on")).to_be_visible(timeout=SOON_MS)
    await page.reload()
    await expect(page.get_by_label("Only what a course cannot do without")).to_be_checked()


async def test_what_was_done_offline_and_across_a_reload_is_kept_once(
    visitors: Visitors, school: School, office: Clerk, bus: Bus
) -> None:
    registration = await adapting.enrolled(office, school, "emil")
    page = await visitors.page("emil")
    await page.goto(f"/learn/{registration}/{school.text}")
    await sight.settled(page)
    await page.context.set_offline(True)
    await page.mouse.wheel(0, 600)
    await page.mouse.move(200, 300)
    await page.wait_for_timeout(7_000)
    await page.context.set_offline(False)
    await page.reload()
    await sight.settled(page)
    await page.mouse.wheel(0, 600)
    await page.goto(f"/learn/{registration}/{school.film}")
    await sight.settled(page)
    await page.wait_for_timeout(8_000)
    visitors.troubles[:] = [each for each in visitors.troubles if "ERR_INTERNET_DISCONNECTED" not in each]
    person = await page.evaluate("document.documentElement.dataset.person")
    await adapting.until_told(bus, person, "page.opened", 3)
    captures: dict[str, list[int]] = {}
    for batch in await adapting.told(bus, person):
        captures.setdefault(batch["capture"], []).extend(action["seq"] for action in batch["actions"])
    assert len(captures) >= 3
    for seen in captures.values():
        assert seen == list(range(1, len(seen) + 1))


async def test_the_instructor_sees_risk_with_its_reasons_as_it_arises(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "frida")
    staff = await visitors.page("instructor")
    await staff.goto(f"/teach/runs/{school.run}/live")
    await expect(staff.get_by_text("Live", exact=True).last).to_be_visible()
    entry = staff.locator(".live-risk-entry").filter(has=staff.get_by_text("Learner Frida"))
    page = await visitors.page("frida")
    item = await adapting.open_checkpoint(page, registration, school)
    await answer_wrongly(item)
    await answer_wrongly(item, 1)
    began = time.perf_counter()
    await expect(entry).to_contain_text("Responses in a row that were not right", timeout=SOON_MS)
    seconds = time.perf_counter() - began
    await sight.photograph(staff, "run-live-risk-1440")
    print(f"the risk was at the instructor's {seconds:.2f} s after the second wrong response")  # noqa: T201


async def test_the_lines_of_the_class_begin_before_the_page_was_opened(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    registration = await adapting.enrolled(office, school, "ines")
    page = await visitors.page("ines")
    await page.goto(f"/learn/{registration}/{school.text}")
    await sight.settled(page)
    for _ in range(16):
        await page.mouse.wheel(0, 200)
        await page.wait_for_timeout(1_000)
    staff = await visitors.page("instructor")
    await staff.goto(f"/teach/runs/{school.run}/live")
    opened = await staff.evaluate("Date.now()")
    since = staff.locator("[data-live-since]")
    await expect(since).to_contain_text("since", timeout=SOON_MS)
    zone = "timeZone: document.documentElement.dataset.zone"
    words = f"new Intl.DateTimeFormat(document.documentElement.lang, {{ timeStyle: 'medium', {zone} }})"
    begins = [await staff.evaluate(f"{words}.format({opened - back * 1_000})") for back in (0, 1)]
    said = await since.inner_text()
    assert not [one for one in begins if one in said], said
    lately = f"Array.from({{ length: 960 }}, (_, back) => {words}.format({opened} - back * 1000))"
    assert [one for one in await staff.evaluate(lately) if said.endswith(one)], said
    line = await staff.locator("[data-live-chart=here] .line").get_attribute("d") or ""
    assert line.startswith("M0.0 ")
    await sight.photograph(staff, "run-live-past-1440")
    row = staff.get_by_role("row").filter(has=staff.get_by_text("Learner Ines"))
    await row.get_by_role("button").first.click()
    risk = staff.locator("[data-closer=risk] .line")
    await sight.until(risk, "it.getAttribute('d').startsWith('M0.0 ')")
    said = await staff.locator("[data-closer-since]").inner_text()
    assert not [one for one in begins if one in said], said
    await sight.photograph(staff, "run-live-closer-past-1440")


async def test_a_policy_is_changed_tried_on_last_week_and_put_in_force(
    visitors: Visitors, school: School, office: Clerk
) -> None:
    assert office.tokens
    page = await visitors.page("editor")
    await page.goto(f"/editor/courses/{school.course}/policy/edit")
    rules = page.locator("fieldset.rule-fields")
    before = await rules.count()
    await page.get_by_role("button", name="Add a rule").click()
    await expect(rules).to_have_count(before + 1)
    added = rules.last
    await added.get_by_label("Name of the rule").fill("wrong twice")
    await added.get_by_label("What is looked at").select_option("risk")
    await added.get_by_label("Value").fill("1")
    await page.get_by_role("button", name="Keep as a new version").click()
    await expect(added).to_contain_text("Two rules are called “wrong twice”")
    visitors.troubles[:] = [each for each in visitors.troubles if "422" not in each]
    await page.get_by_role("button", name=f"Remove rule {before + 1}").click()
    await expect(rules).to_have_count(before)
    await page.get_by_label("Name", exact=True).fill("calmer")
    await page.get_by_role("button", name="Keep as a new version").click()
    await expect(page.get_by_text("It changes nothing until it is activated.")).to_be_visible()
    await expect(page.get_by_role("heading", name="calmer")).to_be_visible()
    await expect(page.get_by_role("row", name="Draft").first).to_contain_text("calmer")
    await page.get_by_role("button", name="Try it on last week").click()
    done = page.locator("#trial").get_by_text("It would have done something else", exact=False)
    await expect(done.or_(page.get_by_text("Nobody learned in this course"))).to_be_visible(timeout=60_000)
    await sight.photograph(page, "policy-tried-1440")
    await page.get_by_role("button", name="Activate this version").click()
    await expect(page.get_by_text("is active from now on")).to_be_visible()
    await page.get_by_role("link", name="Version 1", exact=True).click()
    await page.get_by_role("button", name="Go back to this version").click()
    await expect(page.get_by_text("Version 1 is active from now on")).to_be_visible()
