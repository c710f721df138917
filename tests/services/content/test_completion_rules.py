"""What completes and passes a course is said where the course is described, and goes with its revisions."""

from typing import Any

import pytest

from tests.services.content.filled_forms import filled
from tests.services.content.samples import tiny_course
from tests.services.content.test_drafting import add, make_course
from tests.services.content.test_imports import published
from tests.services.content.test_pages import HX, opened
from tests.world import Someone, World

_ABOUT = {"title": "Mirrors", "locale": "en"}


async def _rule(editor: Someone, course: str) -> Any:
    return (await editor.get(f"/api/courses/{course}")).json()["front"].get("completion", {})


async def _described(editor: Someone, course: str, **more: Any) -> Any:
    version = (await editor.get(f"/api/courses/{course}")).json()["version"]
    return await editor.put(f"/api/courses/{course}", json={**_ABOUT, "version": version, **more})


async def test_a_course_written_here_gets_a_pass_mark_and_is_published_with_it(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    [asked] = [
        entry["id"]
        for entry in (await editor.get(f"/api/courses/{course}")).json()["outline"]
        if entry["kind"] == "items"
    ]
    rule = {"required_share": 0.8, "passed": [asked], "mastery_score": 0.7}
    assert (await _described(editor, course, completion=rule)).status_code == 200
    assert await _rule(editor, course) == rule
    document = await published(world, editor, course)
    assert (document.completion.required_share, document.completion.mastery_score) == (0.8, 0.7)
    assert [str(each) for each in document.completion.passed] == [asked]


async def test_a_description_without_the_rule_leaves_it_as_it_was(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await _described(editor, course, completion={"mastery_score": 0.7})
    assert (await _described(editor, course, title="Light")).status_code == 200
    assert await _rule(editor, course) == {"mastery_score": 0.7}
    assert (await _described(editor, course, completion={})).status_code == 200
    assert await _rule(editor, course) == {}


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"required_share": 0}, "completion.required_share"),
        ({"required_share": 1.1}, "completion.required_share"),
        ({"mastery_score": 0}, "completion.mastery_score"),
        ({"mastery_score": 70}, "completion.mastery_score"),
        ({"mastery": 0.7}, "completion.mastery"),
        ({"passed": ["0197f000-0000-7000-8000-000000000001"]}, "completion.passed"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused_at_its_field(
    world: World, rule: dict[str, Any], field: str
) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    refused = await _described(editor, course, completion=rule)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert await _rule(editor, course) == {}


async def test_a_set_that_is_finished_when_it_is_handed_in_is_not_one_to_be_passed(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Set")
    assert (await _described(editor, course, completion={"passed": [about]})).status_code == 200
    path = f"/editor/courses/{course}/objects/{about}"
    form = {**filled(await opened(editor, path), path), "move_on": "completed"}
    assert (await editor.post(path, data=form, headers=HX)).status_code == 200
    assert (await _described(editor, course, completion={"passed": [about]})).status_code == 200
    await _described(editor, course, completion={})
    refused = await _described(editor, course, completion={"passed": [about]})
    assert (refused.status_code, refused.json()["code"]) == (422, "content.completion.set")


async def test_the_page_of_a_course_says_what_completes_and_what_passes_it(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Last set")
    path = f"/editor/courses/{course}/settings"
    form = filled(await opened(editor, path), path)
    assert form["completion.required_share"] == ["100"]
    assert form["completion.mastery_score"] == [""]
    said = {"completion.required_share": "66,5", "completion.mastery_score": "60", "completion.passed": about}
    assert (await editor.post(path, data={**form, **said}, headers=HX)).status_code == 200
    assert await _rule(editor, course) == {"required_share": 0.665, "passed": [about], "mastery_score": 0.6}
    form = filled(await opened(editor, path), path)
    refused = await editor.post(path, data={**form, "completion.mastery_score": "0"}, headers=HX)
    assert (refused.status_code, refused.json()["field"]) == (422, "completion.mastery_score")
    older = {name: value for name, value in form.items() if not name.startswith("completion.")}
    assert (await editor.post(path, data=older, headers=HX)).status_code == 200
    assert (await _rule(editor, course))["mastery_score"] == 0.6


async def test_a_set_that_was_named_and_needs_no_pass_any_more_can_be_taken_out(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="First set")
    other = await add(editor, course, kind="items", title="Last set")
    assert (await _described(editor, course, completion={"passed": [about, other]})).status_code == 200
    its = f"/editor/courses/{course}/objects/{about}"
    form = {**filled(await opened(editor, its), its), "move_on": "completed"}
    assert (await editor.post(its, data=form, headers=HX)).status_code == 200
    path = f"/editor/courses/{course}/settings"
    page = await opened(editor, path)
    assert page.count("No pass is needed any more to finish it.") == 1
    shown = filled(page, path)
    assert shown["completion.passed"] == [about, other]
    unticked = {**shown, "completion.passed": [other]}
    assert (await editor.post(path, data=unticked, headers=HX)).status_code == 200
    assert (await _rule(editor, course))["passed"] == [other]


async def test_a_set_that_was_deleted_is_named_no_more_when_the_description_is_saved(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="First set")
    other = await add(editor, course, kind="items", title="Last set")
    assert (await _described(editor, course, completion={"passed": [about, other]})).status_code == 200
    path = f"/editor/courses/{course}/settings"
    shown_before = filled(await opened(editor, path), path)
    gone = await editor.delete(f"/api/courses/{course}/objects/{about}")
    assert gone.status_code < 300, gone.text
    assert (await editor.post(path, data=shown_before, headers=HX)).status_code == 200
    assert (await _rule(editor, course))["passed"] == [other]
