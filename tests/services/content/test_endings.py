"""Endings of a course: archived, nothing is written in it; never published, it can be deleted."""

from typing import Any

import pytest

from stoa.compose.documents.application import routes, unconnected
from stoa.compose.registry import SERVICES
from stoa.contracts.content import CourseArchived, CourseRestored, RevisionPublished
from tests.services.content.filled_forms import filled
from tests.services.content.samples import PNG, TEXT, TINY, imported, packed, send, tiny_course
from tests.services.content.test_drafting import add, make_course, titles
from tests.world import Someone, World

ARCHIVED = "content.course.archived"
BELOW = ("/api/courses/{course}", "/editor/courses/{course}")
ENDINGS = {("DELETE", BELOW[0]), ("POST", f"{BELOW[1]}/delete")} | {
    ("POST", f"{below}/{verb}") for below in BELOW for verb in ("archive", "restore")
}
"""Doors that are for an archived course, too."""


class Written:
    """A published course with everything that its doors write: a change, a set with an item, revisions."""

    block: str
    text: str
    set: str
    item: str
    change: int

    def __init__(self, editor: Someone, course: str) -> None:
        self.editor = editor
        self.api, self.page = f"/api/courses/{course}", f"/editor/courses/{course}"
        self.course = course

    @classmethod
    async def open(cls, world: World, editor: Someone) -> "Written":
        held = cls(editor, str(await tiny_course(world, editor)))
        entries = (await editor.get(held.api)).json()["outline"]
        held.block, held.text, held.set = (entry["id"] for entry in entries)
        opened = (await editor.get(f"{held.api}/objects/{held.set}")).json()
        held.item = opened["object"]["item_set"]["items"][0]["id"]
        added = await editor.post(f"{held.api}/objects", json={"kind": "text", "title": "More"})
        held.change = added.json()["change"]
        await editor.post(f"{held.api}/publications", json={})
        return held

    async def bodies(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What each door would write, by its method and its route."""
        api, page = "/api/courses/{course}", "/editor/courses/{course}"
        read = (await self.editor.get(self.api)).json()
        text = (await self.editor.get(f"{self.api}/objects/{self.text}")).json()
        about = {"version": read["version"], "title": "Other", "locale": "en"}
        item = f"{self.page}/objects/{self.set}/items/{self.item}"
        text["object"]["html"] = "<p>other</p>"
        return {
            ("PUT", api): {"json": about},
            ("POST", f"{api}/objects"): {"json": {"kind": "text", "title": "New"}},
            ("PUT", f"{api}/objects/{{about}}"): {"json": text},
            ("DELETE", f"{api}/objects/{{about}}"): {},
            ("POST", f"{api}/objects/{{about}}/move"): {"json": {}},
            ("POST", f"{api}/objects/order"): {
                "json": {"parent": self.block, "order": [self.set, self.text]}
            },
            ("POST", f"{api}/changes/{{number}}/undo"): {},
            ("POST", f"{api}/revisions/{{number}}/restore"): {},
            ("POST", f"{api}/publications"): {"json": {}},
            ("POST", f"{api}/media"): {"files": {"file": ("x.png", PNG)}},
            ("POST", f"{page}/settings"): {
                "data": filled((await self.shown("/settings")), f"{self.page}/settings")
            },
            ("POST", f"{page}/objects"): {"data": {"kind": "text", "title": "New"}},
            ("POST", f"{page}/order"): {"data": {"id": [self.block]}},
            ("POST", f"{page}/objects/{{about}}"): {
                "data": filled(await self.shown(f"/objects/{self.text}"), f"{self.page}/objects/{self.text}")
            },
            ("POST", f"{page}/objects/{{about}}/rename"): {"data": {"title": "Other"}},
            ("POST", f"{page}/objects/{{about}}/nest"): {"data": {"to": "out"}},
            ("POST", f"{page}/objects/{{about}}/delete"): {},
            ("POST", f"{page}/objects/{{about}}/items/{{item}}"): {
                "data": filled(await self.shown(f"/objects/{self.set}/items/{self.item}"), item)
            },
            ("POST", f"{page}/objects/{{about}}/items/{{item}}/delete"): {"data": {"version": "0"}},
            ("POST", f"{page}/objects/{{about}}/items/order"): {"data": {"id": [self.item]}},
            ("POST", f"{page}/changes/{{number}}/undo"): {},
            ("POST", f"{page}/revisions/{{number}}/restore"): {},
            ("POST", f"{page}/revisions/{{number}}/publish"): {},
            ("POST", f"{page}/publish"): {"data": {"change": str(read["change"])}},
        }

    async def shown(self, path: str) -> str:
        return (await self.editor.get(f"{self.page}{path}")).text

    def address(self, route: str) -> str:
        number = self.change if "/changes/" in route else 1
        about = self.set if "/items/" in route else self.text
        return route.format(course=self.course, about=about, item=self.item, number=number)


def writing_doors() -> set[tuple[str, str]]:
    """Every door of content below a course that is not for reading, as the application has it."""
    doors = {
        (each.method, each.path)
        for each in routes(unconnected(SERVICES))
        if each.owner == "content" and each.method != "GET" and each.path.startswith(BELOW)
    }
    assert doors > ENDINGS
    return doors - ENDINGS


async def test_every_writing_door_of_an_archived_course_refuses_and_says_so(world: World) -> None:
    editor = await world.someone("editor")
    held = await Written.open(world, editor)
    bodies = await held.bodies()
    assert writing_doors() == set(bodies)
    await editor.post(f"{held.api}/archive")
    before = (await editor.get(held.api)).json()
    for (method, route), body in bodies.items():
        answer = await editor.request(method, held.address(route), **body)
        assert (answer.status_code, answer.json()["code"]) == (409, ARCHIVED), (method, route)
    assert (await editor.get(held.api)).json() == before
    source = await editor.post(
        "/api/imports", files={"file": ("c.zip", packed(TINY))}, data={"course": held.course}
    )
    assert (source.status_code, source.json()["code"]) == (409, ARCHIVED)


async def test_a_source_that_knows_its_course_is_refused_while_that_is_archived(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    await editor.post(f"/api/courses/{course}/archive")
    other = packed({**TINY, "01-mirrors/01-mirror.md": TEXT.replace("What a mirror does", "Another")})
    about = await imported(world, editor, other)
    assert (about["state"], about["code"]) == ("refused", ARCHIVED)
    assert "Another" not in await titles(editor, course)


async def test_a_course_that_was_taken_back_is_written_and_published_again(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    assert (await editor.post(f"/api/courses/{course}/publications", json={})).status_code == 201
    for verb in ("archive", "archive", "restore", "restore"):
        assert (await editor.post(f"/api/courses/{course}/{verb}")).status_code == 204
    assert await add(editor, course, kind="block", title="Afterwards")
    assert (await editor.post(f"/api/courses/{course}/publications", json={})).status_code == 201
    await world.quiet()
    [archived], [restored] = world.events(CourseArchived), world.events(CourseRestored)
    assert 0 < archived.change < restored.change
    assert len(world.events(RevisionPublished)) == 2


async def test_the_pages_of_an_archived_course_say_so_and_take_it_back(world: World) -> None:
    editor = await world.someone("editor")
    held = await Written.open(world, editor)
    await editor.post(f"{held.page}/archive")
    places = ["", "/settings", "/publish", f"/objects/{held.text}", f"/objects/{held.set}/items/{held.item}"]
    for place in places:
        shown = await held.shown(place)
        assert "This course is archived" in shown
        assert f'action="{held.page}/restore"' in shown
        assert ">Save" not in shown
    answer = await editor.post(f"{held.page}/restore")
    assert (answer.status_code, answer.headers["location"]) == (303, held.page)
    assert "This course is archived" not in await held.shown("")


async def test_a_course_that_was_never_published_is_deleted_with_all_that_is_kept_of_it(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    documents = f"{world.tenant}/documents/{course}/"
    assert [key async for key in world.objects.private.keys(documents)]
    assert (
        f'action="/editor/courses/{course}/delete"'
        in (await editor.get(f"/editor/courses/{course}/settings")).text
    )
    answer = await editor.post(f"/editor/courses/{course}/delete")
    assert (answer.status_code, answer.headers["location"]) == (303, "/editor")
    assert (await editor.get(f"/api/courses/{course}")).status_code == 404
    assert (await editor.delete(f"/api/courses/{course}")).status_code == 404
    assert "Tiny" not in (await editor.get("/editor")).text
    assert not [key async for key in world.objects.private.keys(documents)]
    assert (await imported(world, editor, packed(TINY)))["state"] == "done"
    assert (await editor.get(f"/api/courses/{course}")).json()["revision"] == 1


async def test_a_course_that_was_published_is_not_deleted_and_it_is_said_why(world: World) -> None:
    editor = await world.someone("editor")
    course = str(await tiny_course(world, editor))
    await editor.post(f"/api/courses/{course}/publications", json={})
    refused = await editor.delete(f"/api/courses/{course}")
    assert (refused.status_code, refused.json()["code"]) == (409, "content.course.was_published")
    shown = (await editor.get(f"/editor/courses/{course}/settings")).text
    assert "what people did in it refers to it" in shown
    assert f"/editor/courses/{course}/delete" not in shown
    assert await titles(editor, course)


async def test_an_archived_course_that_was_never_published_is_deleted(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await editor.post(f"/api/courses/{course}/archive")
    assert (await editor.delete(f"/api/courses/{course}")).status_code == 204
    assert (await editor.get(f"/api/courses/{course}")).status_code == 404
    await world.quiet()
    assert world.events(CourseArchived) == []


async def test_an_import_into_a_course_that_was_deleted_meanwhile_does_not_bring_it_back(
    world: World,
) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await send(editor, packed(TINY), course=course)
    assert (await editor.delete(f"/api/courses/{course}")).status_code == 204
    await world.quiet(120)
    assert (await editor.get(f"/api/courses/{course}")).status_code == 404


@pytest.mark.parametrize("ending", ["archive", "restore", "delete"])
async def test_only_editors_of_the_tenant_end_a_course(world: World, ending: str) -> None:
    course = await make_course(await world.someone("editor"))

    async def end(somebody: Someone) -> int:
        if ending == "delete":
            return (await somebody.delete(f"/api/courses/{course}")).status_code
        return (await somebody.post(f"/api/courses/{course}/{ending}")).status_code

    for role in ("learner", "instructor", "translator"):
        assert await end(await world.someone(role)) == 403
    assert await end(await world.someone("editor", tenant=world.new_tenant())) == 404
    assert await end(await world.someone("editor")) == 204
