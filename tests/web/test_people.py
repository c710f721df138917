"""People and groups chosen by name, and files that name people: only the browser puts the two together."""

import asyncio
import json
from pathlib import Path
from uuid import NAMESPACE_URL as NAMESPACE
from uuid import uuid5

from playwright.async_api import FilePayload, Page, Route, expect

from tests.web.conftest import Visit

ANA, GROUP, OTHER = (f"0192f5a0-7c1e-7a10-9c40-00000000000{number}" for number in (1, 2, 3))

PICKER = """
<form><div data-people-picker data-field="people" data-group="Group {name}, {count} people"
data-remove="Remove" data-found="Found: {count}" data-looking="{done} of {count}" data-added="Chosen: {count}"
data-again="Twice: {count}" data-unknown="Nobody has:" data-bare="Bare lines: {lines}"
data-over="Over {most}: {count}" data-unasked="Not looked up: {count}">
<label>Find <input data-picker-search></label>
<div role="status" data-picker-refused></div>
<ul data-picker-found></ul><ul data-picker-chosen></ul>
<label>List <input type="file" data-picker-file></label>
<div role="status" data-picker-words></div></div></form>
"""
SAID, REFUSED = "[data-picker-words]", "[data-picker-refused]"
LINK = '<a href="/teach/runs/1/export.csv" data-roster-export data-name="name">Take it</a>'


def answered(body: str, kind: str = "application/json", **headers: str) -> object:
    async def answer(route: Route) -> None:
        await route.fulfill(status=200, content_type=kind, body=body, headers=headers)

    return answer


async def put_into(page: Page, html: str) -> None:
    await page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)


async def test_groups_and_people_are_found_by_name_and_leave_only_ids(visit: Visit) -> None:
    people = [{"id": ANA, "name": "Ana Álvarez", "email": "ana@school.example"}]
    groups = [
        {"id": GROUP, "name": "Álamo class", "members": 12, "managers": 1},
        {"id": OTHER, "name": "Evening", "members": 3, "managers": 0},
    ]
    page = await visit(
        routes=[
            ("**/people/search?*", answered(json.dumps(people))),
            ("**/api/groups", answered(json.dumps(groups))),
        ]
    )
    await put_into(page, PICKER)
    await page.get_by_label("Find", exact=True).fill("al")
    group = page.get_by_role("button", name="Group Álamo class, 12 people")
    await group.click()
    await page.get_by_label("Find", exact=True).fill("ala")
    await page.get_by_role("button", name="Ana Álvarez · ana@school.example").click()
    assert await page.get_by_text("Evening").count() == 0
    sent = await page.evaluate("[...new FormData(document.querySelector('form:has([data-people-picker])'))]")
    assert [entry for entry in sent if entry[0] in ("people", "groups")] == [
        ["groups", GROUP],
        ["people", ANA],
    ]


async def test_who_sees_no_groups_still_finds_people(visit: Visit) -> None:
    async def refused(route: Route) -> None:
        await route.fulfill(status=403, content_type="application/problem+json", body="{}")

    people = [{"id": ANA, "name": "Ana", "email": "ana@school.example"}]
    page = await visit(
        routes=[("**/people/search?*", answered(json.dumps(people))), ("**/api/groups", refused)]
    )
    await put_into(page, PICKER)
    await page.get_by_label("Find", exact=True).fill("an")
    await page.get_by_role("button", name="Ana · ana@school.example").click()


def listed(text: str) -> FilePayload:
    return {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}


async def asked_for(route: Route) -> list[str]:
    addresses: list[str] = json.loads(route.request.post_data or "{}")["addresses"]
    return addresses


async def test_every_line_of_a_list_is_accounted_for(visit: Visit) -> None:
    asked: list[int] = []

    async def look_up(route: Route) -> None:
        addresses = await asked_for(route)
        asked.append(len(addresses))
        found = [
            None if one.startswith("no") else {"id": str(uuid5(NAMESPACE, one)), "name": one, "email": one}
            for one in addresses
        ]
        await route.fulfill(status=200, content_type="application/json", body=json.dumps(found))

    page = await visit(routes=[("**/people/look-up", look_up)])
    await put_into(page, PICKER)
    lines = ["name,email", "Ana,ana@school.example", "ANA@school.example", "nobody@school.example", "", ANA]
    lines += [f"p{number}@school.example" for number in range(2000)]
    await page.get_by_label("List").set_input_files(listed("\r\n".join(lines)))
    await expect(page.locator(SAID)).to_contain_text("Chosen: 1999")
    assert await page.locator(f"{SAID} p").all_inner_texts() == [
        "Chosen: 1999",
        "Twice: 1",
        "Nobody has: nobody@school.example",
        "Bare lines: 1",
        "Over 2000: 3",
    ]
    assert asked == [500, 500, 500, 499]
    assert await page.locator("[data-picker-chosen] li").count() == 1999


async def test_a_look_up_that_fails_is_no_word_about_who_is_here(visit: Visit) -> None:
    async def refused(route: Route) -> None:
        problem = {"title": "Too many tries", "status": 429, "detail": "Wait nine seconds."}
        await route.fulfill(status=429, content_type="application/problem+json", body=json.dumps(problem))

    page = await visit(routes=[("**/people/look-up", refused), ("**/people/search?*", refused)])
    await put_into(page, PICKER)
    await page.get_by_label("List").set_input_files(listed(f"{ANA}\nana@school.example"))
    await expect(page.locator(SAID)).to_contain_text("Chosen: 1")
    assert await page.locator(f"{SAID} p").all_inner_texts() == [
        "Wait nine seconds.",
        "Not looked up: 1",
        "Chosen: 1",
    ]
    await page.get_by_label("Find", exact=True).fill("ana")
    await expect(page.locator(REFUSED)).to_have_text("Wait nine seconds.")
    assert await page.locator(f"{SAID} p").count() == 3


async def test_a_search_leaves_the_report_of_a_list_and_says_nothing_for_an_older_text(visit: Visit) -> None:
    held, answered_late = asyncio.Event(), asyncio.Event()

    async def search(route: Route) -> None:
        if "q=slow" in route.request.url:
            await held.wait()
            problem = json.dumps({"title": "Late", "status": 503, "detail": "Too late."})
            await route.fulfill(status=503, content_type="application/problem+json", body=problem)
            answered_late.set()
        else:
            people = [{"id": OTHER, "name": "Anders", "email": "anders@school.example"}]
            await route.fulfill(status=200, content_type="application/json", body=json.dumps(people))

    page = await visit(routes=[("**/people/search?*", search)])
    await put_into(page, PICKER)
    await page.get_by_label("List").set_input_files(listed(ANA))
    await expect(page.locator(SAID)).to_have_text("Chosen: 1")
    field = page.get_by_label("Find", exact=True)
    async with page.expect_request("**/people/search?q=slow*"):
        await field.fill("slow")
    await field.fill("anders")
    found = page.get_by_role("button", name="Anders · anders@school.example")
    await expect(found).to_be_visible()
    async with page.expect_response("**/people/search?q=slow*"):
        held.set()
    await answered_late.wait()
    await page.evaluate("new Promise(done => setTimeout(done, 50))")
    await expect(page.locator(REFUSED)).to_be_empty()
    await expect(page.locator(SAID)).to_have_text("Chosen: 1")
    # Enter chooses nobody who was found for another text.
    await field.press_sequentially("x", delay=0)
    await field.press("Enter")
    assert await page.locator("[data-picker-chosen] li").count() == 1


async def test_people_are_chosen_and_taken_out_by_keyboard(visit: Visit) -> None:
    people = [
        {"id": ANA, "name": "Ana", "email": "ana@school.example"},
        {"id": OTHER, "name": "Anders", "email": "anders@school.example"},
    ]
    page = await visit(routes=[("**/people/search?*", answered(json.dumps(people)))])
    await put_into(page, PICKER)
    field = page.get_by_label("Find", exact=True)
    await field.fill("an")
    await expect(page.locator("[data-announce]")).to_have_text("Found: 2")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(field).to_be_focused()
    away = page.get_by_role("button", name="Remove Anders")
    await away.focus()
    await page.keyboard.press("Enter")
    await expect(field).to_be_focused()
    assert await page.locator("[data-picker-chosen] li").count() == 0


async def test_who_was_chosen_before_is_named_and_can_be_taken_out(visit: Visit) -> None:
    there = f'<li class="chip"><input type="hidden" name="people" value="{ANA}">'
    there += f'<stoa-person data-id="{ANA}">…</stoa-person></li>'
    chosen = "<ul data-picker-chosen>"
    page = await visit(routes=[("**/people/names?*", answered(json.dumps({ANA: "Ana"})))])
    await put_into(page, PICKER.replace(chosen, chosen + there))
    await page.get_by_role("button", name="Remove Ana").click()
    assert await page.locator("[data-picker-chosen] li").count() == 0


async def test_who_is_looked_for_among_ones_own_people_is_led_to_by_keyboard(visit: Visit) -> None:
    asked: list[str] = []

    async def search(route: Route) -> None:
        asked.append(route.request.url.partition("?")[2])
        found = [{"id": ANA, "name": "Ana", "email": "ana@school.example"}]
        await route.fulfill(status=200, content_type="application/json", body=json.dumps(found))

    page = await visit(routes=[("**/people/search?*", search)])
    await put_into(page, PICKER.replace('data-field="people"', 'data-followed data-to="#one-{id}"'))
    field = page.get_by_label("Find", exact=True)
    await field.fill("an")
    await expect(page.get_by_role("link", name="Ana · ana@school.example")).to_be_visible()
    assert asked == ["q=an&followed=true"]
    await field.press("ArrowDown")
    await expect(page.get_by_role("link", name="Ana · ana@school.example")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/*#one-{ANA}")
    assert await page.locator("[data-picker-chosen] li").count() == 0


async def test_the_file_of_a_run_has_names_that_no_spreadsheet_runs(visit: Visit) -> None:
    rows = f'person,state,at\r\n{ANA},completed,"Light, and more"\r\n{OTHER},in_progress,\'=1\r\n'
    names = {ANA: '=HYPERLINK("x")'}
    page = await visit(
        routes=[
            (
                "**/export.csv",
                answered(rows, "text/csv", **{"content-disposition": 'attachment; filename="run-1.csv"'}),
            ),
            ("**/people/names?*", answered(json.dumps(names))),
        ]
    )
    await put_into(page, LINK)
    async with page.expect_download() as taking:
        await page.get_by_role("link", name="Take it").click()
    taken = await taking.value
    assert taken.suggested_filename == "run-1.csv"
    assert Path(await taken.path()).read_bytes().decode("utf-8-sig").splitlines() == [
        "name,person,state,at",
        f'"\'=HYPERLINK(""x"")",{ANA},completed,"Light, and more"',
        f",{OTHER},in_progress,'=1",
    ]
