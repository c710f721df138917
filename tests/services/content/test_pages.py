"""The editor's pages: every one opens, says what it should, and saves what was typed."""

import re
from pathlib import Path
from typing import Any

import pytest

from stoa.contracts.content import RevisionPublished
from tests.services.content.samples import (
    DEMONSTRATION,
    PNG,
    TINY,
    imported,
    packed,
    packed_folder,
    tiny_course,
)
from tests.services.content.test_drafting import add, make_course
from tests.world import Someone, World

HX = {"hx-request": "true"}
KINDS = ["block", "text", "image", "video", "items", "file", "link"]
ITEM_FORMS: dict[str, dict[str, str]] = {
    "choice": {
        "choices[0].html": "One",
        "choices[0].correct": "true",
        "choices[1].html": "Two",
        "choices[1].feedback": "No",
    },
    "multiple": {
        "choices[0].html": "A",
        "choices[0].correct": "true",
        "choices[1].html": "B",
        "all_or_nothing": "true",
    },
    "true_false": {"answer": "false", "feedback_true": "Look again"},
    "numeric": {
        "value": "12,5",
        "tolerance": "0.1",
        "near_misses[0].value": "25",
        "near_misses[0].share": "0.5",
    },
    "short_text": {
        "patterns[0].text": "colou?r",
        "patterns[0].regular_expression": "true",
        "patterns[0].share": "1",
    },
    "match": {"pairs[0].left": "a", "pairs[0].right": "1", "pairs[1].left": "b", "pairs[1].right": "2"},
    "order": {"entries[0].html": "first", "entries[1].html": "second"},
    "cloze": {
        "text": "It is {{one}}.",
        "gaps[0].id": "one",
        "gaps[0].kind": "choices",
        "gaps[0].lines": "red\nblue",
    },
}
PAGES = ["", "/import", "/courses/{course}", "/courses/{course}/publish", "/courses/{course}/history"]


async def opened(editor: Someone, path: str, **more: Any) -> str:
    answer = await editor.get(path, headers={"accept": "text/html", **more})
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:400]}"
    return answer.text


def version_in(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


async def test_an_empty_tenant_is_told_what_to_do_next(world: World) -> None:
    page = await opened(await world.someone("editor"), "/editor")
    assert "There are no courses yet" in page
    assert 'href="/editor/import"' in page


async def test_a_course_is_made_found_and_described(world: World) -> None:
    editor = await world.someone("editor")
    made = await editor.post("/editor/courses", data={"title": "Mirrors 100%", "locale": "en"}, headers=HX)
    course = made.headers["hx-redirect"]
    assert "Mirrors 100%" in await opened(editor, "/editor?q=100%25")
    assert "No course is called so" in await opened(editor, "/editor?q=100x")
    page = await opened(editor, f"{course}/settings")
    fields = {
        "version": version_in(page),
        "title": "Mirrors",
        "locale": "en",
        "description": "<p>About <script>x</script>light</p>",
        "authors": "Ana\nBo",
        "skills[0].title": "See",
    }
    assert (await editor.post(f"{course}/settings", data=fields, headers=HX)).status_code == 200
    again = await editor.post(f"{course}/settings", data=fields, headers=HX)
    assert (again.status_code, again.json()["code"]) == (409, "content.course.described")
    page = await opened(editor, f"{course}/settings")
    assert "About light" in page
    assert "Ana\nBo" in page


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_object_opens_and_is_saved(world: World, kind: str) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind=kind, title="Thing")
    path = f"/editor/courses/{course}/objects/{about}"
    page = await opened(editor, path)
    fields = {"version": version_in(page), "title": "Renamed", "minutes": "2,5", "required": "true"}
    fields |= {"html": "<p>Text</p>", "alt": "A dot", "url": "https://example.org/", "level_simpler": "Easy"}
    saved = await editor.post(path, data=fields, headers=HX)
    assert saved.status_code == 200, saved.text
    assert "stoa:toast" in saved.headers["hx-trigger"]
    shown = (await editor.get(f"/api/courses/{course}/objects/{about}")).json()["object"]
    assert shown["title"] == "Renamed"
    assert await opened(editor, f"/editor/courses/{course}/preview?shown={about}")


@pytest.mark.parametrize(
    ("url", "led"),
    [("https://example.org/a", True), ("javascript:alert(1)", False), ("data:text/html,a", False)],
)
async def test_the_preview_leads_to_the_web_and_nowhere_else(world: World, url: str, led: bool) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="link", title="Elsewhere")
    path = f"/api/courses/{course}/objects/{about}"
    draft = (await editor.get(path)).json()
    draft["object"]["url"] = url
    assert (await editor.put(path, json=draft)).status_code == 200
    page = await opened(editor, f"/editor/courses/{course}/preview?shown={about}")
    assert (f'href="{url}"' in page) is led


async def test_a_value_that_no_form_offers_is_refused_at_its_field(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Check")
    fields = {"version": "0", "title": "Check", "reveal": "whenever"}
    saved = await editor.post(f"/editor/courses/{course}/objects/{about}", data=fields, headers=HX)
    assert (saved.status_code, saved.json()["field"]) == (422, "reveal")


async def test_archiving_twice_is_answered_alike(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    key = {"idempotency-key": "archived-once-only"}
    answers = [await editor.post(f"/api/courses/{course}/archive", headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]


async def test_a_conflict_shows_both_and_lets_either_win(world: World) -> None:
    editor, other = await world.someone("editor"), await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="text", title="Text")
    path = f"/editor/courses/{course}/objects/{about}"
    mine = {"version": "0", "title": "Text", "html": "<p>written by me</p>"}
    theirs = {**mine, "html": "<p>written by them</p>"}
    assert (await other.post(path, data=theirs, headers=HX)).status_code == 200
    both = await editor.post(path, data=mine, headers=HX)
    assert both.status_code == 409
    assert "them" in both.text
    assert str(other.person) in both.text
    won = await editor.post(path, data={**mine, "version": version_in(both.text)}, headers=HX)
    assert won.status_code == 200


@pytest.mark.parametrize("kind", ITEM_FORMS)
async def test_an_item_of_every_kind_is_written_opened_and_changed(world: World, kind: str) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Set")
    base = f"/editor/courses/{course}/objects/{about}"
    page = await opened(editor, f"{base}/items/new?kind={kind}")
    action = re.search(r'hx-post="([^"]+/items/[0-9a-f-]{36})"', page)
    assert action is not None
    fields = {"version": "0", "kind": kind, "prompt": "<p>What?</p>", "points": "2", "hints[0].html": "Think"}
    saved = await editor.post(action[1], data={**fields, **ITEM_FORMS[kind]}, headers=HX)
    assert saved.status_code == 200, saved.text
    assert "What?" in await opened(editor, action[1])
    assert "What?" in await opened(editor, f"/editor/courses/{course}/preview?shown={about}")
    item = (await editor.get(f"/api/courses/{course}/objects/{about}")).json()["object"]["item_set"]["items"][
        0
    ]
    assert (item["kind"], item["points"], item["hints"]) == (kind, 2.0, ["Think"])


async def test_a_faulty_item_is_refused_with_its_fields(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Set")
    path = f"/editor/courses/{course}/objects/{about}/items/00000000-0000-0000-0000-000000000001"
    fields = {"version": "0", "kind": "choice", "prompt": "", "choices[0].html": "A", "choices[1].html": "A"}
    refused = await editor.post(path, data=fields, headers=HX)
    assert refused.status_code == 422
    assert [fault["field"] for fault in refused.json()["errors"]] == ["prompt", "choices", "choices"]
    number = await editor.post(path, data={"version": "0", "kind": "numeric", "value": "ten"}, headers=HX)
    assert (number.status_code, number.json()["field"]) == (422, "value")


async def test_the_outline_is_changed_by_keyboard_and_taken_back(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    block = await add(editor, course, kind="block", title="Block")
    text = await add(editor, course, kind="text", title="Text")
    base = f"/editor/courses/{course}"
    nested = await editor.post(f"{base}/objects/{text}/nest", data={"to": "in"}, headers=HX)
    assert f'id="in-{block}"' in nested.text
    refused = await editor.post(f"{base}/objects/{block}/nest", data={"to": "in"}, headers=HX)
    assert "There is no block above it" in refused.text
    deleted = await editor.post(f"{base}/objects/{block}/delete", headers=HX)
    assert "The course is empty" in deleted.text
    undo = re.search(r'"undo":"([^"]+)"', deleted.headers["hx-trigger"].replace(" ", ""))
    assert undo is not None
    assert (await editor.post(undo[1], headers=HX)).status_code == 200
    assert "Text" in await opened(editor, base)


async def test_publishing_shows_what_changes_and_refuses_what_was_not_seen(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    base = f"/editor/courses/{course}"
    page = await opened(editor, f"{base}/publish")
    assert "What learners get" in page
    change = re.search(r'name="change" value="(\d+)"', page)
    assert change is not None
    await add(editor, course, kind="link", title="New")
    unseen = await editor.post(f"{base}/publish", data={"change": change[1]}, headers=HX)
    assert (unseen.status_code, unseen.json()["code"]) == (409, "content.course.changed")
    assert "Write an address" in await opened(editor, f"{base}/publish")
    await editor.post(f"{base}/changes/{int(change[1]) + 1}/undo", headers=HX)
    change = re.search(r'name="change" value="(\d+)"', await opened(editor, f"{base}/publish"))
    assert change is not None
    gone = await editor.post(f"{base}/publish", data={"change": change[1]}, headers=HX)
    assert gone.headers["hx-redirect"].startswith(f"{base}/versions?asked=")
    await world.quiet()
    assert len(world.events(RevisionPublished)) == 1
    assert "Nothing has changed" in await opened(editor, f"{base}/publish")
    assert "being delivered" in await opened(editor, f"{base}/history")


async def test_an_import_is_watched_and_its_report_filtered(world: World, tmp_path: Path) -> None:
    editor = await world.someone("editor")
    await opened(editor, "/editor/import")
    files = {"file": ("course.zip", packed_folder(DEMONSTRATION, tmp_path / "course.zip"))}
    started = await editor.post("/api/imports", files=files, headers=HX)
    watch = started.headers["hx-redirect"]
    await opened(editor, watch)
    await world.quiet(60)
    page = await opened(editor, watch)
    assert "Open the course" in page
    assert "What is light?" in await opened(editor, f"{watch}?outcome=imported")
    assert "Nothing fits" in await opened(editor, f"{watch}?outcome=left_out")
    ended = await editor.get(watch, headers={**HX, "hx-target": "progress"})
    assert ended.headers["hx-refresh"] == "true"


async def test_a_refused_import_says_why_on_its_page(world: World) -> None:
    editor = await world.someone("editor")
    broken = {**TINY, "course.yaml": str(TINY["course.yaml"]).replace("title: Tiny", "titel: Tiny")}
    done = await imported(world, editor, packed(broken))
    page = await opened(editor, f"/editor/imports/{done['id']}")
    assert "the nearest is title" in page
    assert "content." not in re.sub(r'(href|src|action)="[^"]*"', "", page)


async def test_files_of_a_course_are_inert_and_come_in_ranges(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await editor.post(f"/api/courses/{course}/media", files={"file": ("dot.png", PNG)})
    path = f"/editor/courses/{course}/media/dot.png"
    whole = await editor.get(path)
    assert whole.content == PNG
    [policy] = whole.headers.get_list("content-security-policy")
    assert policy.startswith("sandbox; default-src 'none'")
    part = await editor.get(path, headers={"range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, b"PNG")
    stranger = await world.someone("editor", tenant=world.new_tenant())
    assert (await stranger.get(path)).status_code == 404


@pytest.mark.parametrize("path", PAGES)
async def test_the_editor_is_for_editors_of_the_tenant(world: World, path: str) -> None:
    course = str(await tiny_course(world, await world.someone("editor")))
    path = f"/editor{path.format(course=course)}"
    for role in ("learner", "instructor", "translator"):
        assert (await (await world.someone(role)).get(path)).status_code == 403
    if course in path:
        stranger = await world.someone("editor", tenant=world.new_tenant())
        assert (await stranger.get(path)).status_code == 404


async def test_the_demonstration_is_shown_whole_in_the_preview(world: World, tmp_path: Path) -> None:
    editor = await world.someone("editor")
    source = packed_folder(DEMONSTRATION, tmp_path / "course.zip")
    course = (await imported(world, editor, source))["course"]
    outline = (await editor.get(f"/api/courses/{course}")).json()["outline"]
    for entry in outline:
        page = await opened(editor, f"/editor/courses/{course}/preview?shown={entry['id']}")
        assert "media:" not in page
        assert "object:" not in page
        assert await opened(editor, f"/editor/courses/{course}/objects/{entry['id']}")


async def test_the_same_submission_twice_goes_on_as_the_first_time(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="text", title="Text")
    path = f"/editor/courses/{course}/objects/{about}"
    fields = {"version": "0", "title": "Once", "html": "<p>Once</p>"}
    once = {**HX, "idempotency-key": "the-same-key-twice"}
    answers = [await editor.post(path, data=fields, headers=once) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [version_in(answer.text) for answer in answers] == ["1", "1"]
