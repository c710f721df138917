"""An editor says that an item set is an exam, in a folder or in the form; what is published says so too."""

from typing import Any

import pytest

from stoa.contracts.content import CourseDocument, ItemSetObject
from tests.services.content.samples import TINY, imported, packed
from tests.services.content.test_drafting import add, make_course
from tests.services.content.test_imports import published
from tests.services.content.test_pages import HX, opened
from tests.world import World

_SET = "01-mirrors/02-check.items.yaml"
_FORM = {"version": "0", "title": "Check", "pass_share": "50", "attempts": "1", "reveal": "never"}


def _folder(word: str) -> bytes:
    return packed({**TINY, _SET: f"exam: {word}\n{TINY[_SET]!s}"})


def _exams(document: CourseDocument) -> list[bool]:
    return [this.item_set.exam for this in document.objects if isinstance(this, ItemSetObject)]


@pytest.mark.parametrize(("word", "exam"), [("yes", True), ("true", True), ("no", False)])
async def test_an_exam_of_a_folder_is_published_as_one(world: World, word: str, exam: bool) -> None:
    editor = await world.someone("editor")
    done = await imported(world, editor, _folder(word))
    assert _exams(await published(world, editor, done["course"])) == [exam]


async def test_a_set_with_few_attempts_and_hidden_answers_is_no_exam_by_itself(world: World) -> None:
    editor = await world.someone("editor")
    strict = f"attempts: 1\nanswers: never\n{TINY[_SET]!s}"
    done = await imported(world, editor, packed({**TINY, _SET: strict}))
    assert _exams(await published(world, editor, done["course"])) == [False]


async def test_an_edition_of_the_folder_that_is_no_exam_any_more_is_none(world: World) -> None:
    editor = await world.someone("editor")
    course = (await imported(world, editor, _folder("yes")))["course"]
    await imported(world, editor, packed(TINY))
    assert _exams(await published(world, editor, course)) == [False]


async def test_the_editor_says_it_in_the_form_and_takes_it_back(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Check")
    path = f"/editor/courses/{course}/objects/{about}"

    async def kept() -> Any:
        return (await editor.get(f"/api{path.removeprefix('/editor')}")).json()["object"]["item_set"]

    assert not (await kept()).get("exam")
    said = await editor.post(path, data={**_FORM, "exam": "true"}, headers=HX)
    assert said.status_code == 200, said.text
    assert (await kept())["exam"] is True
    assert 'name="exam" value="true" checked' in await opened(editor, path)
    await editor.post(path, data={**_FORM, "version": "1"}, headers=HX)
    assert not (await kept()).get("exam")


async def test_an_exam_at_a_checkpoint_is_named_before_it_is_published(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    asked = await add(editor, course, kind="items", title="Stop and think")
    film = await add(editor, course, kind="video", title="Film")
    path = f"/editor/courses/{course}/objects/{asked}"
    await editor.post(path, data={**_FORM, "title": "Stop and think", "exam": "true"}, headers=HX)
    checkpoint = {"checkpoints[0].at_s": "5", "checkpoints[0].item_set": asked}
    await editor.post(
        f"/editor/courses/{course}/objects/{film}",
        data={"version": "0", "title": "Film", **checkpoint},
        headers=HX,
    )
    assert "“Stop and think” is an exam, and a film asks it." in await opened(
        editor, f"/editor/courses/{course}/publish"
    )
