"""The glossary through its doors."""

import asyncio
import random
from typing import Any

import pytest

from stoa.kernel.ids import new_id
from tests.services.localization.courses import publish, text_course
from tests.world import Someone, World

COURSE: dict[str, Any] = {"source_locale": "en", "target_locale": "es", "source": "course", "target": "curso"}


async def add(someone: Someone, **said: Any) -> dict[str, Any]:
    answer = await someone.post("/api/terms", json={**COURSE, **said})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def listed(someone: Someone, query: str = "") -> list[str]:
    answer = await someone.get(f"/api/terms{query}")
    assert answer.status_code == 200, answer.text
    return [one["source"] for one in answer.json()]


async def test_term_is_added_and_found_by_any_of_its_words(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator, source=" course  run ", target="edición", note="Of a course, 50 % dated")
    assert (term["source"], term["version"], term["use"], term["scope"]) == (
        "course run",
        1,
        "preferred",
        "tenant",
    )
    await add(translator, source="lesson", target="lección")
    assert await listed(translator) == ["course run", "lesson"]
    assert await listed(translator, "?q=RUN") == ["course run"]
    assert await listed(translator, "?q=edici") == ["course run"]
    assert await listed(translator, "?q=50 %25") == ["course run"]
    assert await listed(translator, "?q=%25") == ["course run"]
    assert await listed(translator, "?target_locale=ar") == []


async def test_list_goes_on_after_fifty(world: World) -> None:
    translator = await world.someone("translator")
    rows = "".join(f"en,es,word {number:03},palabra\n" for number in range(53))
    table = "source_locale,target_locale,source,target\n" + rows
    taken = await translator.post(
        "/api/terms/file", content=table.encode(), headers={"content-type": "text/csv"}
    )
    assert taken.json() == {"read": 53, "changed": 53}
    assert len(await listed(translator)) == 50
    assert await listed(translator, "?page=2") == ["word 050", "word 051", "word 052"]


async def test_same_term_twice_is_refused_and_a_removed_one_comes_back(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator)
    again = await translator.post("/api/terms", json=COURSE)
    assert (again.status_code, again.json()["code"]) == (409, "term.known")
    assert (await translator.delete(f"/api/terms/{term['id']}")).status_code == 204
    assert await listed(translator) == []
    assert (await translator.delete(f"/api/terms/{term['id']}")).status_code == 404
    restored = await translator.post(f"/api/terms/{term['id']}/restore")
    assert (restored.status_code, restored.json()["version"]) == (200, 3)
    assert await listed(translator) == ["course"]
    await translator.delete(f"/api/terms/{term['id']}")
    assert (await add(translator, use="forbidden"))["id"] == term["id"]


async def test_term_that_changed_meanwhile_is_not_written_over(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator)
    path = f"/api/terms/{term['id']}"
    changed = await translator.put(path, json={**COURSE, "target": "asignatura", "version": 1})
    assert (changed.json()["target"], changed.json()["version"]) == ("asignatura", 2)
    late = await (await world.someone("editor")).put(path, json={**COURSE, "target": "clase", "version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "term.changed")
    stale = await translator.delete(f"{path}?version=1")
    assert (stale.status_code, stale.json()["code"]) == (409, "term.changed")


async def test_term_becomes_what_a_removed_one_said_but_not_what_another_says(world: World) -> None:
    translator = await world.someone("translator")
    one, other = await add(translator), await add(translator, target="clase")
    become = {**COURSE, "target": "clase", "version": 1}
    refused = await translator.put(f"/api/terms/{one['id']}", json=become)
    assert (refused.status_code, refused.json()["code"]) == (409, "term.known")
    await translator.delete(f"/api/terms/{other['id']}")
    assert (await translator.put(f"/api/terms/{one['id']}", json=become)).status_code == 200


async def test_file_that_is_taken_out_comes_in_again_unchanged(world: World) -> None:
    await publish(world, draft := text_course())
    translator = await world.someone("translator")
    await add(translator, scope=f"course:{draft.document.course}", case=True, note="=1+1")
    await add(translator, target="clase", use="forbidden")
    file = await translator.get("/api/terms/file")
    assert file.headers["content-type"].startswith("text/csv")
    assert "glossary.csv" in file.headers["content-disposition"]
    again = await translator.post(
        "/api/terms/file", content=file.content, headers={"content-type": "text/csv"}
    )
    assert again.json() == {"read": 2, "changed": 0}


async def test_file_with_a_fault_changes_nothing_and_names_the_line(world: World) -> None:
    translator = await world.someone("translator")
    table = b"source_locale,target_locale,source,target\nen,es,course,curso\nen,es,,x\n"
    refused = await translator.post("/api/terms/file", content=table, headers={"content-type": "text/csv"})
    assert (refused.status_code, refused.json()["code"]) == (422, "term.line")
    assert "Line 3, source: Write at least one word." in refused.text
    assert await listed(translator) == []


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        (b"", "csv.empty", "names of the columns"),
        (b"\n\n", "csv.empty", "names of the columns"),
        (
            b"source_locale,source,target\nen,a,b\n",
            "term.column",
            "no column target_locale. It has: source_locale,",
        ),
        (
            b"source_locale:target_locale:source:target\nen:es:a:b\n",
            "term.column",
            "commas, semicolons, tabs or |",
        ),
        (
            b"source_locale,target_locale,source,target,Target\nen,es,a,b,c\n",
            "term.column_twice",
            "column target twice",
        ),
        (
            b"source_locale,target_locale,source,target,note,note\nen,es,a,b,c,d\n",
            "term.column_twice",
            "note twice",
        ),
        (
            b"source_locale,target_locale,source,target\nen,es,a,b\nen,es,c,d, or e\n",
            "term.cells",
            "Line 3 has 5 cells",
        ),
        (
            b"source_locale,target_locale,source,target\nen,es,a,b\nen,e,c,d\n",
            "term.line",
            "Line 3, target_locale: ",
        ),
        (
            b"source_locale,target_locale,source,target,scope\nen,es,a,b,Here\n",
            "term.line",
            "Line 2, scope: ",
        ),
        (b'source_locale,target_locale,source,target\nen,es,"a,b\n', "csv.malformed", "Line 2"),
        (
            "source_locale,target_locale,source,target\nen,es,a,ñ\n".encode("latin-1"),
            "csv.not_utf8",
            "Line 2",
        ),
        (
            "source_locale,target_locale,source,target\nen,es,a,b\n".encode("utf-16-le"),
            "csv.not_text",
            "CSV UTF-8",
        ),
        (b"source_locale,target_locale,source,target\nen,es,a,b\0\n", "csv.not_text", "CSV UTF-8"),
    ],
)
async def test_odd_file_is_told_where_it_is_wrong_and_what_would_be_right(
    world: World, table: bytes, code: str, said: str
) -> None:
    translator = await world.someone("translator")
    refused = await translator.post("/api/terms/file", content=table, headers={"content-type": "text/csv"})
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["field"] == "file"
    assert said in refused.json()["detail"]
    assert await listed(translator) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
async def test_file_of_whichever_spreadsheet_is_taken(world: World, encoding: str, sign: str) -> None:
    translator = await world.someone("translator")
    table = "source_locale,target_locale,source,target\nen,es,course,edición\n".replace(",", sign)
    taken = await translator.post("/api/terms/file", content=table.encode(encoding))
    assert taken.json() == {"read": 1, "changed": 1}
    assert (await translator.get("/api/terms?q=edición")).json()[0]["source"] == "course"


@pytest.mark.parametrize("shape", ["course:{}", "course:{{{}}}", "course:urn:uuid:{}"])
async def test_term_of_a_course_counts_however_its_id_is_written(world: World, shape: str) -> None:
    await publish(world, draft := text_course())
    translator = await world.someone("translator")
    course = str(draft.document.course)
    written = shape.format(course.upper())
    assert (await add(translator, scope=written))["scope"] == f"course:{course}"
    found = await translator.get("/api/terms", params={"within": written})
    assert [one["source"] for one in found.json()] == ["course"]
    strange = await translator.get("/api/terms", params={"within": "course:optics"})
    assert (strange.status_code, strange.json()["field"]) == (422, "within")


async def test_files_that_come_at_once_with_the_same_terms_in_any_order_are_all_taken(world: World) -> None:
    translators = [await world.someone("translator") for _ in range(6)]
    term = await add(translators[0], source="word 0001", target="otra")
    rows = [f"en,es,word {number:04},palabra" for number in range(1_500)]
    sent = []
    for number, someone in enumerate(translators):
        random.Random(number).shuffle(rows)
        header = "source_locale,target_locale,source,target,note"
        table = "\n".join([header, *(f"{row},{number}" for row in rows)])
        sent.append(someone.post("/api/terms/file", content=table.encode()))
    become = {**COURSE, "source": "word 0002", "target": "otra", "version": 1}
    answers = await asyncio.gather(*sent, translators[0].put(f"/api/terms/{term['id']}", json=become))
    assert [one.status_code for one in answers] == [200] * 7, [one.text[:300] for one in answers]
    assert (await translators[0].get("/api/terms?q=word 1499")).json()[0]["version"] == 6


async def test_term_for_a_course_that_is_not_there_is_refused(world: World) -> None:
    translator = await world.someone("translator")
    refused = await translator.post("/api/terms", json={**COURSE, "scope": f"course:{new_id()}"})
    assert (refused.status_code, refused.json()["code"]) == (404, "localization.course_unknown")


async def test_glossary_of_a_tenant_is_not_there_for_another(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator)
    stranger = await world.someone("translator", tenant=world.new_tenant("Elsewhere"))
    assert await listed(stranger) == []
    for answer in (
        await stranger.put(f"/api/terms/{term['id']}", json={**COURSE, "version": 1}),
        await stranger.delete(f"/api/terms/{term['id']}"),
        await stranger.post(f"/api/terms/{term['id']}/restore"),
    ):
        assert answer.status_code == 404
    assert "curso" not in (await stranger.get("/api/terms/file")).text
    await add(stranger)


@pytest.mark.parametrize("role", ["learner", "instructor", "manager", "proctor", "guardian"])
async def test_glossary_is_closed_to_others(world: World, role: str) -> None:
    term = await add(await world.someone("translator"))
    someone = await world.someone(role)
    for path in (
        "/api/terms",
        "/api/terms/file",
        "/translation/glossary",
        f"/translation/glossary/{term['id']}",
    ):
        assert (await someone.get(path)).status_code == 403, path
    assert (await someone.post("/api/terms", json=COURSE)).status_code == 403
    assert (await someone.delete(f"/api/terms/{term['id']}")).status_code == 403


async def test_the_same_request_twice_adds_one_term(world: World) -> None:
    translator = await world.someone("translator")
    headers = {"idempotency-key": str(new_id())}
    first = await translator.post("/api/terms", json=COURSE, headers=headers)
    second = await translator.post("/api/terms", json=COURSE, headers=headers)
    assert (first.status_code, second.json()) == (201, first.json())
    assert await listed(translator) == ["course"]
