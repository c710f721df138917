"""`stoa import`, run as an operator runs it, beside a platform that works."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from stoa.contracts.content import RevisionImported
from stoa.runtime.config import Settings
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.service import passwords
from tests.flows.classroom import active_manifest
from tests.services.content.samples import PNG, TINY
from tests.world import World

EDITOR = "editor@school.example"


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    said: str
    complained: str


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A course folder on this machine."""
    folder = tmp_path / "tiny"
    for name, data in TINY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


async def registered(world: World, email: str, *roles: str) -> None:
    given = NewPerson(email=email, name="Some Body", roles=roles)
    made = passwords()
    caller = world.caller("administrator")
    await register_person(world.db("identity"), caller, given, passwords=made, password="noon-under-a-tree")


def house(settings: Settings) -> dict[str, str]:
    """The environment of a command that speaks to the same engines."""
    application, content = urlsplit(settings.web.app_origin), urlsplit(settings.web.content_origin)
    return {
        "STOA_DATA": str(settings.data),
        "STOA_EDGE_APP_PORT": str(application.port),
        "STOA_EDGE_CONTENT_PORT": str(content.port),
    }


async def stoa_import(settings: Settings, world: World, path: Path, *more: str) -> Ended:
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stoa.compose.cli", "import", str(path), "--tenant", str(world.tenant)),
        *more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **house(settings), "COLUMNS": "200"},
    )
    said, complained = await running.communicate()
    return Ended(running.returncode or 0, said.decode(), complained.decode())


async def test_folder_is_imported_and_published_by_one_command(
    settings: Settings, world: World, source: Path
) -> None:
    await registered(world, EDITOR, "editor")
    done = await stoa_import(settings, world, source, "--by", EDITOR, "--publish")
    assert (done.code, done.complained) == (0, "")
    await world.quiet()
    [fact] = world.events(RevisionImported)
    assert f"{fact.imported} imported, 0 converted, 0 left out." in done.said
    assert "Version 1 is what learners have now." in done.said
    assert (await active_manifest(world)).title == "Tiny"


async def test_same_source_again_is_said_to_be_nothing_new(
    settings: Settings, world: World, source: Path
) -> None:
    await registered(world, EDITOR, "editor")
    assert (await stoa_import(settings, world, source, "--by", EDITOR)).code == 0
    await world.quiet()
    [fact] = world.events(RevisionImported)
    again = await stoa_import(settings, world, source, "--by", EDITOR)
    assert (again.code, again.said.splitlines()[-1]) == (
        0,
        f"Nothing new: it is the same as revision 1 of course {fact.course}.",
    )


async def test_another_source_renews_the_course_that_is_named(
    settings: Settings, world: World, source: Path
) -> None:
    await registered(world, EDITOR, "editor")
    await stoa_import(settings, world, source, "--by", EDITOR)
    await world.quiet()
    course = world.events(RevisionImported)[0].course
    front = source / "course.yaml"
    front.write_text(front.read_text().replace("id: tiny", "id: other").replace("Tiny", "Larger"))
    renewed = await stoa_import(settings, world, source, "--by", EDITOR, "--course", str(course))
    assert f"Revision 2 of course {course}" in renewed.said


async def test_every_fault_of_a_source_is_said_in_words(
    settings: Settings, world: World, source: Path
) -> None:
    await registered(world, EDITOR, "editor")
    (source / "course.yaml").write_text("format: stoa-course/1\nid: tiny\n")
    (source / "media" / "dot.png").write_bytes(PNG[:20])
    refused = await stoa_import(settings, world, source, "--by", EDITOR)
    assert refused.code == 1
    assert "The source has to be mended first. Nothing was imported." in refused.complained
    assert "title" in refused.complained
    assert "Traceback" not in refused.complained


async def test_nobody_imports_who_may_not(settings: Settings, world: World, source: Path) -> None:
    await registered(world, "learner@school.example", "learner")
    refused = await stoa_import(settings, world, source, "--by", "learner@school.example")
    assert (refused.code, "may not do this" in refused.complained) == (1, True)
    unknown = await stoa_import(settings, world, source, "--by", "nobody@school.example")
    assert (unknown.code, "nobody@school.example" in unknown.complained) == (1, True)
    assert world.events(RevisionImported) == []


async def test_path_that_is_not_there_is_named(settings: Settings, world: World, tmp_path: Path) -> None:
    missing = await stoa_import(settings, world, tmp_path / "nothing", "--by", EDITOR)
    assert missing.code == 2
    assert "There is no" in missing.complained
