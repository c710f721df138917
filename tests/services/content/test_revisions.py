"""The past of a course: what a revision changed, how it was, and taking it back."""

from typing import Any

import pytest

from tests.services.content.samples import PNG, TINY, imported, packed, tiny_course
from tests.services.content.test_drafting import add, titles
from tests.services.content.test_pages import opened
from tests.services.counting import statements
from tests.world import Someone, World

WORD = "angle"


class Past:
    """A course with a second revision: a text in other words, a link more, its item set gone."""

    def __init__(self, editor: Someone, course: str) -> None:
        self.editor = editor
        self.api, self.page = f"/api/courses/{course}", f"/editor/courses/{course}"
        self.course = course

    @classmethod
    async def of(cls, world: World, editor: Someone) -> "Past":
        past = cls(editor, str(await tiny_course(world, editor)))
        _, text, questions = [one["id"] for one in (await editor.get(past.api)).json()["outline"]]
        await past.write(text, lambda html: html.replace(WORD, "slant"))
        await add(editor, past.course, kind="block", title="More")
        await editor.delete(f"{past.api}/objects/{questions}")
        assert (await editor.post(f"{past.api}/publications", json={})).status_code == 201
        return past

    async def write(self, about: str, change: Any) -> None:
        read = (await self.editor.get(f"{self.api}/objects/{about}")).json()
        read["object"]["html"] = change(read["object"]["html"])
        assert (await self.editor.put(f"{self.api}/objects/{about}", json=read)).status_code == 200

    async def revision(self, number: int) -> dict[str, Any]:
        return dict((await self.editor.get(f"{self.api}/revisions/{number}")).json())

    async def numbers(self) -> list[tuple[int, str]]:
        told = (await self.editor.get(f"{self.api}/history")).json()["revisions"]
        return [(one["number"], one["reason"]) for one in told]

    async def restore(self, number: int, **headers: str) -> Any:
        return await self.editor.post(f"{self.api}/revisions/{number}/restore", headers=headers)


def kinds(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["what"], one["title"]) for one in told["differences"]]


async def test_a_revision_says_what_it_changed_against_the_one_before(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    told = await past.revision(2)
    assert (told["since"], told["current"]) == (1, True)
    assert kinds(told) == [
        ("changed", "text", "What a mirror does"),
        ("added", "block", "More"),
        ("removed", "items", "Check yourself"),
    ]
    parts = told["differences"][0]["parts"]
    changed = [(one["op"], one["text"].strip()) for one in parts if one["op"] != "same"]
    assert changed == [("removed", WORD), ("added", "slant")]
    first = await past.revision(1)
    assert (first["since"], first["current"]) == (None, False)
    assert {kind for kind, _, _ in kinds(first)} == {"added"}

    shown = await opened(past.editor, f"{past.page}/revisions/2")
    assert f"<del>{WORD} </del><ins>slant </ins>" in shown
    assert "What changed since revision 1" in shown
    assert f'href="{past.page}/revisions/2"' in await opened(past.editor, f"{past.page}/history")


async def test_what_was_moved_is_said_to_be_moved(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    block, _, more = [one["id"] for one in (await past.editor.get(past.api)).json()["outline"]]
    await past.editor.post(f"{past.api}/objects/order", json={"order": [more, block]})
    await past.editor.post(f"{past.api}/publications", json={})
    assert [kind for kind, _, _ in kinds(await past.revision(3))] == ["moved"]


async def test_an_old_revision_is_read_as_it_was_and_nothing_on_it_writes(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    shown = await opened(past.editor, f"{past.page}/revisions/1/preview")
    assert WORD in shown
    assert "slant" not in shown
    assert "Check yourself" in shown
    assert f'src="{past.page}/revisions/1/media/dot.png"' in shown
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    tree = (await past.editor.get(f"{past.api}/revisions/1/tree")).json()
    assert [one["title"] for one in tree["objects"]] == ["Mirrors", "What a mirror does", "Check yourself"]
    assert "slant" in await opened(past.editor, f"{past.page}/revisions/2/preview")
    gone = tree["objects"][2]["id"]
    assert (await past.editor.get(f"{past.page}/revisions/2/preview?shown={gone}")).status_code == 404


async def test_a_file_that_was_replaced_is_shown_as_it_was(world: World) -> None:
    editor = await world.someone("editor")
    past = Past(editor, str(await tiny_course(world, editor)))
    other = PNG[:-12] + b"\x00\x00\x00\x03tEXta\x00b\xd0\xcd\x8f\x1b" + PNG[-12:]
    assert (await imported(world, editor, packed({**TINY, "media/dot.png": other})))["state"] == "done"
    for number, file in ((1, PNG), (2, other)):
        assert (await editor.get(f"{past.page}/revisions/{number}/media/dot.png")).content == file


async def test_a_revision_that_is_taken_back_is_the_draft_and_a_new_revision(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    await add(past.editor, past.course, kind="block", title="Not published yet")
    assert (await past.restore(1)).status_code == 201
    assert await titles(past.editor, past.course) == ["Mirrors", "What a mirror does", "Check yourself"]
    assert await past.numbers() == [(4, "restored"), (3, "kept"), (2, "published"), (1, "imported")]
    trees = [(await past.editor.get(f"{past.api}/revisions/{number}/tree")).json() for number in (1, 4)]
    assert trees[0] == trees[1]
    assert ("added", "block", "Not published yet") in kinds(await past.revision(3))
    assert (await past.revision(4))["current"]
    assert (await past.editor.post(f"{past.api}/publications", json={})).json()["revision"] == 4


async def test_the_revision_that_is_the_draft_already_is_not_taken_back(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    refused = await past.restore(2)
    assert (refused.status_code, refused.json()["code"]) == (409, "content.revision.current")
    assert "restore" not in await opened(past.editor, f"{past.page}/revisions/2")
    assert f'action="{past.page}/revisions/1/restore"' in await opened(
        past.editor, f"{past.page}/revisions/1"
    )
    await past.restore(1)
    again = await past.restore(1)
    assert again.json()["code"] == "content.revision.current"
    assert len(await past.numbers()) == 3


async def test_taking_back_that_is_sent_twice_is_done_once(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    headers = {"idempotency-key": "the-very-same"}
    first, again = await past.restore(1, **headers), await past.restore(1, **headers)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert len(await past.numbers()) == 3


@pytest.mark.parametrize("path", ["", "/preview", "/media/dot.png"])
async def test_the_past_is_for_editors_of_the_tenant(world: World, path: str) -> None:
    editor = await world.someone("editor")
    course = await tiny_course(world, editor)
    page, api = f"/editor/courses/{course}/revisions", f"/api/courses/{course}/revisions"
    for address in (f"{page}/1{path}", f"{api}/1", f"{api}/1/tree"):
        assert (await editor.get(address)).status_code == 200
        assert (await (await world.someone("instructor")).get(address)).status_code == 403
        stranger = await world.someone("editor", tenant=world.new_tenant())
        assert (await stranger.get(address)).status_code == 404
    assert (await editor.get(f"{page}/7{path}")).status_code == 404


async def test_a_revision_is_compared_and_read_by_few_statements(world: World) -> None:
    past = await Past.of(world, await world.someone("editor"))
    for path in ("/revisions/2", "/revisions/2/preview", "/history"):
        with statements(world, "content") as executed:
            assert (await past.editor.get(f"{past.page}{path}")).status_code == 200
        assert len(executed) <= 12, executed
