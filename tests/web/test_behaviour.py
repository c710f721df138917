"""What the scripts do, in a browser: keyboard, focus, requests that fail and come again."""

import asyncio
import json
import re

from playwright.async_api import Page, Request, Route

from tests.web.conftest import Visit

PROBLEM = "application/problem+json"
FOCUSED = "document.activeElement.textContent.trim()"


async def _press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def test_arrow_keys_move_along_the_tabs(visit: Visit) -> None:
    page = await visit()
    await page.get_by_role("tab", name="People").focus()
    await _press(page, "ArrowRight")
    assert await page.get_by_text("The second panel.").is_visible()
    await _press(page, "End")
    assert await page.evaluate(FOCUSED) == "Gradebook"


async def test_in_arabic_the_left_arrow_goes_on(visit: Visit) -> None:
    page = await visit(locale="ar")
    await page.get_by_role("tab", name="People").focus()
    await _press(page, "ArrowLeft")
    assert await page.evaluate(FOCUSED) == "Progress"


async def test_arrow_keys_walk_the_outline_and_close_branches(visit: Visit) -> None:
    page = await visit("/styleguide/player")
    await page.locator("summary", has_text="Axes").focus()
    await _press(page, "ArrowLeft", "ArrowDown")
    assert (await page.evaluate(FOCUSED)).startswith("Lines")
    await _press(page, "ArrowRight")
    assert (await page.evaluate(FOCUSED)).startswith("Slope")


async def test_a_dialog_gives_the_focus_back(visit: Visit) -> None:
    page = await visit()
    opener = page.get_by_role("button", name="Dialog", exact=True)
    await opener.click()
    assert await page.get_by_role("dialog", name="Invite people").is_visible()
    await _press(page, "Escape")
    assert await page.evaluate(FOCUSED) == "Dialog"


async def test_a_menu_opens_beside_its_button_and_is_walked_by_arrows(visit: Visit) -> None:
    page = await visit()
    await page.get_by_role("button", name="More").click()
    button = await page.get_by_role("button", name="More").bounding_box()
    menu = await page.locator("#guide-menu").bounding_box()
    assert button is not None
    assert menu is not None
    assert abs(menu["x"] - button["x"]) < 2
    await _press(page, "ArrowDown")
    assert await page.evaluate(FOCUSED) == "Download"
    await _press(page, "Escape")
    assert await page.evaluate(FOCUSED) == "More"


async def test_an_entry_is_moved_by_keyboard_and_said(visit: Visit) -> None:
    page = await visit()
    await page.get_by_role("button", name="Move Slope").focus()
    await _press(page, " ", "ArrowUp", "ArrowUp")
    assert await page.locator("[data-announce]").text_content() == "Slope: place 1 of 3"
    await _press(page, " ")
    order = "[...document.querySelectorAll('#guide-order input')].map(({ value }) => value)"
    assert await page.evaluate(order) == ["c", "a", "b"]
    await _press(page, " ", "ArrowDown", "Escape")
    assert await page.evaluate(order) == ["c", "a", "b"]


async def test_an_entry_is_moved_by_pointer(visit: Visit) -> None:
    page = await visit()
    handle = page.get_by_role("button", name="Move Two numbers")
    await handle.scroll_into_view_if_needed()
    box = await handle.bounding_box()
    assert box
    await page.mouse.move(box["x"] + 10, box["y"] + 10)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 10, box["y"] + 200, steps=8)
    await page.mouse.up()
    order = "[...document.querySelectorAll('#guide-order input')].map(({ value }) => value)"
    assert await page.evaluate(order) == ["b", "c", "a"]


async def test_a_table_is_sorted_by_the_value_and_not_by_its_text(visit: Visit) -> None:
    page = await visit()
    table = page.get_by_role("table", name="People of the course")
    await table.get_by_role("button", name="Progress").click()
    assert await table.locator("tbody th").all_text_contents() == [
        "Chiyo Tanaka",
        "Bruno Costa",
        "Amina Haddad",
        "Dara Okafor",
    ]
    assert await table.locator("th[aria-sort=ascending]").count() == 1


async def test_names_come_in_one_request(visit: Visit) -> None:
    page = await visit()
    asked = await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert len([url for url in asked if "/people/names" in url]) == 1
    assert await page.locator("stoa-person[data-avatar]").last.get_attribute("data-initials") == "AH"


async def test_the_theme_is_chosen_and_kept(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    await page.get_by_role("button", name="Appearance").click()
    await page.get_by_role("button", name="Dark").click()
    assert await page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert await page.evaluate("localStorage.getItem('stoa:theme')") == "dark"


async def _fill_and_send(page: Page) -> None:
    await page.get_by_label("E-mail").fill("amina@example.org")
    await page.get_by_label("Password").fill("a long one")
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def _answer(page: Page, *answers: tuple[int, str, str]) -> list[Request]:
    """Answer posts to the form one after the other. Returns the requests, filled as they come."""
    asked: list[Request] = []

    async def reply(route: Route) -> None:
        status, kind, body = answers[len(asked)]
        asked.append(route.request)
        await route.fulfill(status=status, content_type=kind, body=body)

    await page.route("**/styleguide/form", reply)
    return asked


async def test_a_failed_submission_keeps_what_was_typed_and_comes_again_with_its_key(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    asked = await _answer(page, (503, PROBLEM, '{"title": "Busy"}'), (200, "text/html", "<p>Welcome</p>"))
    await _fill_and_send(page)
    await page.get_by_role("button", name="Try again").click()
    await page.get_by_text("Welcome").wait_for()
    keys = [request.headers["idempotency-key"] for request in asked]
    assert keys[0] == keys[1]
    assert asked[1].post_data == asked[0].post_data


async def test_a_refusal_stands_beside_its_field_and_the_next_try_has_another_key(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    problem = json.dumps({"title": "Refused", "field": "email", "detail": "Nobody has that address."})
    asked = await _answer(page, (422, PROBLEM, problem), (200, "text/html", "<p>Welcome</p>"))
    await _fill_and_send(page)
    await page.get_by_text("Nobody has that address.").wait_for()
    email = page.get_by_label("E-mail")
    assert await email.get_attribute("aria-invalid") == "true"
    assert await email.evaluate("element => element === document.activeElement")
    assert await email.input_value() == "amina@example.org"
    await _fill_and_send(page)
    await page.get_by_text("Welcome").wait_for()
    assert asked[0].headers["idempotency-key"] != asked[1].headers["idempotency-key"]


async def test_a_session_that_ran_out_is_refreshed_once_and_the_request_sent_again(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    refreshed: list[Request] = []

    async def refresh(route: Route) -> None:
        refreshed.append(route.request)
        await route.fulfill(status=204)

    await page.route("**/session/refresh", refresh)
    asked = await _answer(page, (401, PROBLEM, "{}"), (200, "text/html", "<p>Welcome</p>"))
    await _fill_and_send(page)
    await page.get_by_text("Welcome").wait_for()
    assert len(refreshed) == 1
    assert asked[0].headers["idempotency-key"] == asked[1].headers["idempotency-key"]


async def test_no_line_is_said_in_a_banner(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    await page.context.set_offline(True)
    await page.get_by_text("You are offline.").wait_for()
    await page.context.set_offline(False)
    await page.get_by_text("You are offline.").wait_for(state="hidden")


async def test_a_toast_undoes(visit: Visit) -> None:
    page = await visit("/styleguide/sign-in")
    undone: list[Request] = []

    async def undo(route: Route) -> None:
        undone.append(route.request)
        await route.fulfill(status=204)

    await page.route("**/undo/7", undo)
    say = "(detail) => document.dispatchEvent(new CustomEvent('stoa:toast', { detail }))"
    await page.evaluate(say, {"text": "Removed", "undo": "/undo/7"})
    await page.get_by_role("button", name="Undo").click()
    await page.get_by_text("Undone").wait_for()
    assert undone[0].method == "POST"
    assert undone[0].headers["idempotency-key"]


async def test_keys_of_the_player_open_drawers_and_their_list(visit: Visit) -> None:
    page = await visit("/styleguide/player")
    await page.locator("main").focus()
    await _press(page, "h")
    assert await page.get_by_label("Your note").is_visible()
    await _press(page, "Escape", "?")
    assert await page.get_by_role("dialog", name="Keys").is_visible()


async def test_a_drawer_over_the_text_holds_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = await visit("/styleguide/player", width=320)
    opener = page.get_by_role("button", name="Outline", exact=True)
    await opener.click()
    assert await page.evaluate("document.querySelector('main').inert")
    await _press(page, "Escape")
    assert await page.evaluate("document.activeElement.getAttribute('aria-label')") == "Outline"
    assert not await page.evaluate("document.querySelector('main').inert")


async def test_the_place_is_told_a_moment_after_scrolling_rests(visit: Visit) -> None:
    page = await visit("/styleguide/player")
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def place(route: Route) -> None:
        if not told.done():
            told.set_result(route.request.post_data or "")
        await route.fulfill(status=204)

    await page.route("**/place", place)
    await page.evaluate("scrollTo(0, 700)")
    sent = json.loads(await asyncio.wait_for(told, 30))
    assert re.fullmatch(r"b\d+", sent["place"])
