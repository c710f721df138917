"""Sources become courses, with a report that names everything."""

from pathlib import Path
from shutil import copytree
from typing import Any

import msgspec
import pytest

from stoa.contracts.content import CourseDocument, RevisionImported, RevisionPublished
from stoa.services.content.commands.reading import import_path
from stoa.services.content.queries.told import fault_said
from stoa.services.content.service import TOOLS
from tests.services.content.samples import (
    DEMONSTRATION,
    TINY,
    imported,
    packed,
    packed_folder,
    report_of,
    send,
)
from tests.world import Someone, World

CARTRIDGES = ["all-question-types", "assignment-rubrics", "course-1", "single-discussion"]


async def published(world: World, editor: Someone, course: str) -> CourseDocument:
    answer = await editor.post(f"/api/courses/{course}/publications", json={})
    assert answer.status_code == 201, answer.text
    await world.quiet()
    fact = world.events(RevisionPublished)[-1]
    data = await world.objects.private.get(fact.document_key, fact.document_checksum)
    return msgspec.json.decode(data, type=CourseDocument)


def said_why(elements: list[dict[str, Any]]) -> bool:
    return all(element["reason"] for element in elements if element["outcome"] != "imported")


async def test_a_folder_becomes_a_course_with_a_report(world: World) -> None:
    editor = await world.someone("editor")
    done = await imported(world, editor, packed(TINY))
    assert (done["state"], done["format"], done["revision"]) == ("done", "folder", 1)
    elements = await report_of(editor, done["id"])
    assert {element["where"] for element in elements} >= {"mirrors-block", "mirror", "check", "check/equal"}
    assert [fact.imported for fact in world.events(RevisionImported)] == [len(elements)]
    document = await published(world, editor, done["course"])
    assert [this.title for this in document.objects] == ["Mirrors", "What a mirror does", "Check yourself"]
    assert [medium.name for medium in document.media] == ["dot.png"]


async def test_the_same_input_again_makes_no_revision(world: World) -> None:
    editor = await world.someone("editor")
    first = await imported(world, editor, packed(TINY))
    again = await imported(world, editor, packed({name: TINY[name] for name in sorted(TINY, reverse=True)}))
    assert (again["state"], again["revision"], again["course"]) == ("same", 1, first["course"])
    assert len(world.events(RevisionImported)) == 1


async def test_another_edition_is_a_revision_of_the_same_course_and_keeps_ids(world: World) -> None:
    editor = await world.someone("editor")
    first = await imported(world, editor, packed(TINY))
    before = await published(world, editor, first["course"])
    edition = {
        **TINY,
        "01-mirrors/01-mirror.md": str(TINY["01-mirrors/01-mirror.md"]).replace("Light", "A ray"),
    }
    second = await imported(world, editor, packed(edition))
    assert (second["course"], second["state"]) == (first["course"], "done")
    after = await published(world, editor, first["course"])
    assert [this.id for this in after.objects] == [this.id for this in before.objects]
    assert after.revision == before.revision + 1


async def test_what_was_written_in_the_browser_is_kept_before_an_import(world: World) -> None:
    editor = await world.someone("editor")
    course = (await imported(world, editor, packed(TINY)))["course"]
    added = {"kind": "link", "title": "Mine"}
    assert (await editor.post(f"/api/courses/{course}/objects", json=added)).status_code == 201
    edition = {**TINY, "course.yaml": str(TINY["course.yaml"]).replace("Tiny", "Small")}
    await imported(world, editor, packed(edition))
    past = (await editor.get(f"/api/courses/{course}/history")).json()
    assert [revision["reason"] for revision in past["revisions"]] == ["imported", "kept", "imported"]
    kept = past["revisions"][1]["number"]
    await editor.post(f"/api/courses/{course}/revisions/{kept}/restore")
    outline = (await editor.get(f"/api/courses/{course}")).json()["outline"]
    assert "Mine" in [entry["title"] for entry in outline]


async def test_every_fault_of_a_folder_is_told_with_its_place(world: World) -> None:
    editor = await world.someone("editor")
    broken = {
        **TINY,
        "01-mirrors/01-mirror.md": str(TINY["01-mirrors/01-mirror.md"]).replace("minutes: 2", "minutes: -1"),
        "01-mirrors/02-check.items.yaml": str(TINY["01-mirrors/02-check.items.yaml"]).replace(
            "answer", "anser"
        ),
    }
    refused = await imported(world, editor, packed(broken))
    assert (refused["state"], refused["code"], refused["course"]) == (
        "refused",
        "content.import.faults",
        None,
    )
    told = {(fault["data"]["file"], fault["data"]["line"], fault["field"]) for fault in refused["faults"]}
    assert ("01-mirrors/01-mirror.md", 4, "minutes") in told
    assert ("01-mirrors/02-check.items.yaml", 9, "items[0].anser") in told
    assert (await editor.get("/api/courses")).json()["items"] == []


def test_a_fault_is_said_as_the_format_says() -> None:
    fault = {
        "code": "content.folder.out_of_range",
        "field": "items[2].tolerance.absolute",
        "data": {
            "file": "01-light/04-check-light.items.yaml",
            "line": 37,
            "found": "-0.5",
            "expected": "content.expected.number_from",
            "least": 0,
        },
    }
    assert fault_said(fault, "en") == (
        "01-light/04-check-light.items.yaml, line 37, items[2].tolerance.absolute: "
        "found -0.5; expected a number of 0 or more."
    )


async def test_captions_that_could_not_be_published_are_refused_with_their_line(
    world: World, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    copytree(DEMONSTRATION, course)
    captions = sorted(course.rglob("*.vtt"))[0]
    captions.write_text(captions.read_text().replace(".", ",", 1))
    editor = await world.someone("editor")
    refused = await imported(world, editor, packed_folder(course, tmp_path / "course.zip"))
    assert (refused["state"], refused["code"]) == ("refused", "content.import.faults")
    [fault] = refused["faults"]
    assert (fault["code"], fault["data"]["file"]) == (
        "content.folder.bad_captions",
        captions.relative_to(course).as_posix(),
    )
    assert fault["data"]["found"].count(",") == 1


async def test_the_demonstration_course_is_imported_whole(world: World, tmp_path: Path) -> None:
    editor = await world.someone("editor")
    done = await imported(world, editor, packed_folder(DEMONSTRATION, tmp_path / "course.zip"))
    assert (done["state"], done["converted"], done["left_out"]) == ("done", 0, 0), done
    document = await published(world, editor, done["course"])
    assert {this.__struct_config__.tag for this in document.objects} >= {
        "block",
        "text",
        "image",
        "video",
        "items",
    }


@pytest.mark.parametrize("name", CARTRIDGES)
async def test_a_cartridge_is_imported_published_and_explained(world: World, shared: Path, name: str) -> None:
    editor = await world.someone("editor")
    source = (shared / f"content/imscc/ccviewer_{name}.imscc").read_bytes()
    done = await imported(world, editor, source, f"{name}.imscc")
    assert (done["state"], done["format"]) == ("done", "cartridge"), done
    assert said_why(await report_of(editor, done["id"]))
    document = await published(world, editor, done["course"])
    assert document.objects


async def test_the_openstax_book_is_imported_published_and_explained(
    world: World, shared: Path, tmp_path: Path
) -> None:
    editor = await world.someone("editor")
    source = packed_folder(shared / "data/openstax_python", tmp_path / "book.zip")
    done = await imported(world, editor, source, "book.zip")
    assert (done["state"], done["format"]) == ("done", "openstax"), done
    elements = await report_of(editor, done["id"])
    assert said_why(elements)
    assert len(elements) == done["imported"] + done["converted"] + done["left_out"]
    document = await published(world, editor, done["course"])
    assert len([this for this in document.objects if this.__struct_config__.tag == "text"]) == 115


async def test_a_folder_of_this_machine_is_imported_by_command(world: World) -> None:
    caller = world.caller("editor")
    started = await import_path(world.db("content"), world.objects, TOOLS, caller, DEMONSTRATION)
    await world.quiet(60)
    editor = await world.someone("editor", person=caller.person)
    done = (await editor.get(f"/api/imports/{started.import_id}")).json()
    assert (done["state"], done["revision"]) == ("done", 1)
    assert done["course"] is not None


async def test_progress_is_told_while_a_source_waits(world: World) -> None:
    editor = await world.someone("editor")
    about = await send(editor, packed(TINY))
    states = {(await editor.get(f"/api/imports/{about}")).json()["state"] for _ in range(3)}
    assert states <= {"waiting", "opening", "reading", "storing", "done"}
    await world.quiet()
    assert (await editor.get(f"/api/imports/{about}")).json()["state"] == "done"


async def test_learners_and_other_tenants_see_no_import_and_no_course(world: World) -> None:
    editor = await world.someone("editor")
    done = await imported(world, editor, packed(TINY))
    learner = await world.someone("learner")
    stranger = await world.someone("editor", tenant=world.new_tenant())
    for path in (f"/api/imports/{done['id']}", f"/api/courses/{done['course']}"):
        assert (await learner.get(path)).status_code == 403
        assert (await stranger.get(path)).status_code == 404
        assert (await (await world.anyone()).get(path)).status_code == 401
