"""Writing: what one person saves is not lost by another, and everything can be undone."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from stoa.contracts.content import CourseArchived, CourseDocument, RevisionPublished
from stoa.contracts.delivery import ManifestActivated, PublicationFailed
from tests.services.content.samples import PNG, tiny_course
from tests.world import Someone, World

_ITEM = {
    "kind": "choice",
    "id": str(uuid4()),
    "key": "angle",
    "prompt": "<p>As steep as it came?</p>",
    "choices": [{"id": "a", "html": "Yes", "correct": True}, {"id": "b", "html": "No", "correct": False}],
}


async def make_course(editor: Someone) -> str:
    answer = await editor.post("/api/courses", json={"title": "Mirrors", "locale": "en"})
    return str(answer.json()["course"])


async def add(editor: Someone, course: str, **given: Any) -> str:
    answer = await editor.post(f"/api/courses/{course}/objects", json=given)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["object"])


async def titles(editor: Someone, course: str) -> list[str]:
    outline = (await editor.get(f"/api/courses/{course}")).json()["outline"]
    return [entry["title"] for entry in outline]


async def test_objects_are_added_ordered_nested_and_deleted(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    block = await add(editor, course, kind="block", title="Block")
    first = await add(editor, course, kind="text", title="First", parent=block)
    second = await add(editor, course, kind="text", title="Second", parent=block)
    order = {"parent": block, "order": [second, first]}
    assert (await editor.post(f"/api/courses/{course}/objects/order", json=order)).status_code == 201
    assert await titles(editor, course) == ["Block", "Second", "First"]
    place = {"parent": None, "after": block}
    assert (await editor.post(f"/api/courses/{course}/objects/{second}/move", json=place)).status_code == 201
    assert await titles(editor, course) == ["Block", "First", "Second"]
    await editor.delete(f"/api/courses/{course}/objects/{block}")
    assert await titles(editor, course) == ["Second"]


async def test_a_deleted_block_comes_back_with_all_in_it(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    before = await titles(editor, course)
    block = (await editor.get(f"/api/courses/{course}")).json()["outline"][0]["id"]
    change = (await editor.delete(f"/api/courses/{course}/objects/{block}")).json()["change"]
    assert await titles(editor, course) == []
    assert (await editor.post(f"/api/courses/{course}/changes/{change}/undo")).status_code == 201
    assert await titles(editor, course) == before
    assert (await editor.post(f"/api/courses/{course}/changes/{change}/undo")).status_code == 409


async def test_saving_over_a_newer_version_is_a_conflict(world: World) -> None:
    first, second = await world.someone("editor"), await world.someone("editor")
    course = await make_course(first)
    about = await add(first, course, kind="text", title="Text")
    path = f"/api/courses/{course}/objects/{about}"
    opened = (await first.get(path)).json()
    theirs = {**opened, "object": {**opened["object"], "html": "<p>theirs</p>"}}
    assert (await second.put(path, json=theirs)).status_code == 200
    mine = {**opened, "object": {**opened["object"], "html": "<p>mine</p>"}}
    refused = await first.put(path, json=mine)
    assert (refused.status_code, refused.json()["code"]) == (409, "content.object.changed")
    assert (await first.get(path)).json()["object"]["html"] == "<p>theirs</p>"


async def test_an_undo_of_what_was_changed_since_is_a_conflict(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="text", title="Text")
    path = f"/api/courses/{course}/objects/{about}"
    change = 0
    for words in ("one", "two"):
        opened = (await editor.get(path)).json()
        opened["object"]["html"] = f"<p>{words}</p>"
        change = change or (await editor.put(path, json=opened)).json()["change"]
        if words == "two":
            await editor.put(path, json=opened)
    answer = await editor.post(f"/api/courses/{course}/changes/{change}/undo")
    assert (answer.status_code, answer.json()["code"]) == (409, "content.change.changed_since")


@pytest.mark.parametrize(
    ("kind", "misspell", "named"),
    [
        ("text", lambda thing: thing.update(minuets=4), "object.minuets"),
        ("text", lambda thing: thing.pop("html"), "object.html"),
        (
            "items",
            lambda thing: thing["item_set"]["items"][0]["choices"][1].update(corect=True),
            "object.item_set.items[0].choices[1].corect",
        ),
    ],
)
async def test_misspelt_or_missing_entry_of_a_learning_object_is_named_and_nothing_is_changed(
    world: World, kind: str, misspell: Callable[[Any], None], named: str
) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    path = f"/api/courses/{course}/objects/{await add(editor, course, kind=kind, title='One')}"
    if kind == "items":
        opened = (await editor.get(path)).json()
        opened["object"]["item_set"]["items"] = [_ITEM]
        assert (await editor.put(path, json=opened)).status_code == 200
    opened = (await editor.get(path)).json()
    misspelt = (await editor.get(path)).json()
    misspell(misspelt["object"])
    refused = await editor.put(path, json=misspelt)
    assert (refused.status_code, refused.json()["field"]) == (422, named)
    assert (await editor.get(path)).json() == opened
    assert (await editor.put(path, json=opened)).status_code == 200


async def test_texts_are_sanitised_whatever_door_they_come_through(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="text", title="Text")
    path = f"/api/courses/{course}/objects/{about}"
    opened = (await editor.get(path)).json()
    opened["object"]["html"] = "<p onclick='x()'>Hello<script>x()</script></p>"
    opened["object"]["explanations"] = {"simpler": "<img src=x onerror=x()>Hi"}
    await editor.put(path, json=opened)
    saved = (await editor.get(path)).json()["object"]
    assert (saved["html"], saved["explanations"]) == ("<p>Hello</p>", {"simpler": "Hi"})


async def test_the_same_request_twice_makes_one_object(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    given = {"kind": "text", "title": "Once"}
    headers = {"idempotency-key": str(uuid4())}
    first = await editor.post(f"/api/courses/{course}/objects", json=given, headers=headers)
    again = await editor.post(f"/api/courses/{course}/objects", json=given, headers=headers)
    assert first.json() == again.json()
    assert await titles(editor, course) == ["Once"]


async def test_publishing_an_unfinished_course_names_what_is_lacking(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await add(editor, course, kind="text", title="Empty")
    await add(editor, course, kind="image", title="Picture")
    answer = await editor.post(f"/api/courses/{course}/publications", json={})
    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json()["errors"]] == [
        "content.check.no_text",
        "content.check.no_file",
        "content.check.no_alt",
    ]


async def test_publishing_freezes_a_revision_once(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    for _ in range(2):
        assert (await editor.post(f"/api/courses/{course}/publications", json={})).status_code == 201
    await world.quiet()
    facts = world.events(RevisionPublished)
    assert [fact.revision for fact in facts] == [1, 1]
    assert facts[0].published_by == editor.person
    data = await world.objects.private.get(facts[0].document_key, facts[0].document_checksum)
    assert msgspec.json.decode(data, type=CourseDocument).revision == 1


async def test_what_delivery_says_of_a_publication_is_shown(world: World) -> None:
    editor = await world.someone("editor")
    course = await tiny_course(world, editor)
    answer = await editor.post(f"/api/courses/{course}/publications", json={})
    made = answer.json()
    await world.quiet()
    failed = PublicationFailed(
        publication=made["publication"], course=course, revision=1, locale="en", code="delivery.video.codec"
    )
    await world.publish(msgspec.convert(msgspec.to_builtins(failed), PublicationFailed))
    await world.quiet()
    shown = (await editor.get(f"/api/courses/{course}/history")).json()["publications"][0]
    assert (shown["state"], shown["code"]) == ("failed", "delivery.video.codec")
    activated = ManifestActivated(
        content=uuid4(), course=course, locale="en", version=3, revision=1, key="k", checksum="c", tag="t",
        title="Tiny", activation=1,
    )  # fmt: skip
    await world.publish(activated)
    await world.quiet()
    shown = (await editor.get(f"/api/courses/{course}/history")).json()["publications"][0]
    assert (shown["state"], shown["version"]) == ("active", 3)


async def test_a_file_is_checked_and_kept_under_one_name(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    path = f"/api/courses/{course}/media"
    first = await editor.post(path, files={"file": ("Mein Bild.PNG", PNG)})
    again = await editor.post(path, files={"file": ("other.png", PNG)})
    assert first.status_code == 201, first.text
    assert first.json()["name"] == again.json()["name"] == "Mein-Bild.png"
    for name, content in (
        ("x.png", b"no picture"),
        ("x.exe", b"MZ"),
        ("x.svg", b"<svg onload='x()'/>"),
        ("x.vtt", b"WEBVTT\n\nWords without a time.\n"),
    ):
        assert (await editor.post(path, files={"file": (name, content)})).status_code == 422


async def test_an_archived_course_is_told_once_and_not_published(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    assert (await editor.post(f"/api/courses/{course}/publications", json={})).status_code == 201
    for _ in range(2):
        assert (await editor.post(f"/api/courses/{course}/archive")).status_code == 204
    await world.quiet()
    assert len(world.events(CourseArchived)) == 1
    assert (await editor.post(f"/api/courses/{course}/publications", json={})).status_code == 409


async def test_a_set_that_a_checkpoint_asks_leaves_the_outline_and_returns(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    video = await add(editor, course, kind="video", title="Film")
    asked = await add(editor, course, kind="items", title="Questions")
    path = f"/api/courses/{course}/objects/{video}"
    in_video = []
    for checkpoints in ([{"at_s": 5.0, "title": "Stop", "item_set": asked}], []):
        opened = (await editor.get(path)).json()
        opened["object"]["checkpoints"] = checkpoints
        assert (await editor.put(path, json=opened)).status_code == 200
        shown = (await editor.get(f"/api/courses/{course}/objects/{asked}")).json()["object"]
        in_video.append(shown.get("in_video"))
    assert in_video == [video, None]
