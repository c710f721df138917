"""People and groups chosen by name, and files that name people: only the browser puts the two together."""

import json
from pathlib import Path

from playwright.async_api import Page, Route

from tests.web.conftest import Visit

ANA, GROUP, OTHER = (f"0192f5a0-7c1e-7a10-9c40-00000000000{number}" for number in (1, 2, 3))

PICKER = """
<form><div data-people-picker data-group="Group {name}, {count} people">
<label>Find <input data-picker-search></label>
<ul data-picker-found></ul><ul data-picker-chosen></ul></div></form>
"""
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
