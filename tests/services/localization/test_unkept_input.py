"""What no column can hold is refused by the name of its field, at every door."""

from typing import Any

import pytest

from stoa.kernel.ids import new_id
from tests.services.localization.courses import publish, text_course, want
from tests.services.localization.test_terms import COURSE
from tests.world import Someone, World

NULL = "a\0b"
HUGE = 10**30


async def refused(answer: Any, field: str) -> None:
    assert answer.status_code == 422, answer.text
    said = answer.json()
    assert (said["field"], [one["field"] for one in said["errors"]]) == (field, [field]), said


async def a_unit(someone: Someone, course: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await someone.get(f"/api/courses/{course}/units?locale=es")).json()[0]
    return found


@pytest.mark.parametrize("field", ["source", "target", "note", "scope"])
async def test_null_sign_in_a_term_names_its_field(world: World, field: str) -> None:
    translator = await world.someone("translator")
    await refused(await translator.post("/api/terms", json={**COURSE, field: NULL}), field)
    kept = (await translator.post("/api/terms", json=COURSE)).json()
    changed = {**COURSE, "version": 1, field: NULL}
    await refused(await translator.put(f"/api/terms/{kept['id']}", json=changed), field)
    page = await translator.post("/translation/glossary/new", data={**COURSE, field: NULL})
    await refused(page, field)


@pytest.mark.parametrize("path", ["/api/terms", "/api/terms/file", "/translation/glossary"])
async def test_null_sign_that_is_sought_names_q(world: World, path: str) -> None:
    translator = await world.someone("translator")
    await refused(await translator.get(path, params={"page": "1", "q": NULL}), "q")


async def test_null_sign_in_words_about_units_names_its_field(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    course = draft.document.course
    word = {"course": str(course), "locale": "es", "deed": "send_back", "why": NULL, "expected": 1}
    await refused(await editor.post("/api/translation/bulks", json=word), "why")
    one = await a_unit(editor, course)
    unit = f"/api/units/{one['unit']['id']}"
    await editor.post(f"{unit}/claim")
    said = {"target": NULL, "source": one["source"]["checksum"], "version": one["unit"]["version"]}
    await refused(await editor.post(f"{unit}/accept", json=said), "target")
    await refused(await editor.put(f"{unit}/draft", json={"text": NULL}), "text")
    await refused(await editor.post(f"{unit}/comments", json={"text": NULL}), "text")


@pytest.mark.parametrize("number", [HUGE, -HUGE, 2**31, 2**63])
async def test_number_beyond_its_column_names_its_field(world: World, number: int) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    course = draft.document.course
    bulk = {"course": str(course), "locale": "es", "deed": "put_aside", "expected": 3}
    expected = (
        await editor.get("/api/translation/bulks/preview", params={"course": str(course), "locale": "es"})
    ).json()
    begun = await editor.post("/api/translation/bulks", json={**bulk, "expected": expected["selected"]})
    assert begun.status_code == 202, begun.text
    await world.quiet()
    address = f"/api/translation/bulks/{begun.json()['bulk']}/left"
    await refused(await editor.get(address, params={"undo": "false", "after": number}), "after")
    sheet = b"<tmx version='1.4'></tmx>"
    file = (await editor.post("/api/memory/files", files={"file": ("a.tmx", sheet)})).json()["file"]
    entries = f"/api/translation-files/{file}/entries"
    await refused(await editor.get(entries, params={"after": number}), "after")
    decided = await editor.post(f"{entries}/{abs(number)}/decision", json={"decision": "kept"})
    await refused(decided, "number")
    for path in ("/api/terms", "/api/post-edits", "/translation/glossary"):
        await refused(await editor.get(path, params={"page": number}), "page")
    await refused(
        await editor.get(f"/api/courses/{course}/units", params={"locale": "es", "page": number}), "page"
    )


async def test_null_sign_in_an_address_is_an_address_of_nothing(world: World) -> None:
    translator = await world.someone("translator")
    answer = await translator.get(f"/api/courses/{new_id()}/locales/e%00s/xliff")
    assert (answer.status_code, answer.json()["code"]) == (404, "page.missing")
