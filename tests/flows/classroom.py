"""A course under way, made through the doors: our demonstration's, a run, a learner with an attempt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import msgspec

from stoa.compose.demonstration import packed_course
from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.contracts.identity import PersonRegistered, Role
from stoa.kernel.clock import utc_now
from tests.world import Someone, World


@dataclass(frozen=True, slots=True)
class Classroom:
    editor: Someone
    instructor: Someone
    learner: Someone
    administrator: Someone
    course: UUID
    import_id: UUID
    publication: UUID
    run: UUID
    registration: UUID
    manifest: Manifest
    item_set: UUID
    attempt: UUID
    item: UUID

    def marks(self) -> list[str]:
        """What only people of this tenant may see."""
        return ["Light and colour", str(self.registration), str(self.attempt), str(self.learner.person)]


async def open_classroom(world: World) -> Classroom:
    editor, instructor = await world.someone("editor"), await world.someone("instructor")
    learner, administrator = await world.someone("learner"), await world.someone("administrator")
    people = [(editor, Role.EDITOR), (instructor, Role.INSTRUCTOR), (learner, Role.LEARNER)]
    await world.publish(
        *(PersonRegistered(person=one.person, locale="en", roles=[role]) for one, role in people)
    )
    import_id, course = await _imported(editor)
    published = _json(await editor.post(f"/api/courses/{course}/publications", json={}))
    await world.quiet()
    manifest = await active_manifest(world)
    run = UUID(_json(await instructor.post("/api/runs", json={"course": str(course)}))["run"])
    enrolled = _json(await learner.post("/api/enrolments", json={"run": str(run)}))
    await world.quiet()
    registration = UUID(enrolled["registration"])
    first = next(one for one in manifest.objects if one.kind == "items")
    for need in first.requires:
        read = {"at": utc_now().isoformat(), "finished": True}
        _json(await learner.post(f"/api/registrations/{registration}/objects/{need}", json=read))
    await world.quiet()
    attempt = await start(learner, registration, first.id)
    return Classroom(
        editor=editor,
        instructor=instructor,
        learner=learner,
        administrator=administrator,
        course=course,
        import_id=import_id,
        publication=UUID(published["publication"]),
        run=run,
        registration=registration,
        manifest=manifest,
        item_set=first.id,
        attempt=UUID(attempt["attempt"]),
        item=UUID(attempt["items"][0]),
    )


async def start(learner: Someone, registration: UUID, item_set: UUID) -> Any:
    """A new attempt: its id and the ids of its items."""
    asked = {"registration": str(registration), "item_set": str(item_set)}
    attempt = _json(await learner.post("/api/attempts", json=asked))["attempt"]
    shown = _json(await learner.get(f"/api/attempts/{attempt}"))
    return {"attempt": attempt, "items": [item for page in shown["pages"] for item in page]}


async def active_manifest(world: World) -> Manifest:
    activated = world.events(ManifestActivated)[-1]
    document = await world.objects.private.get(activated.key, activated.checksum)
    return msgspec.json.decode(document, type=Manifest)


async def _imported(editor: Someone) -> tuple[UUID, UUID]:
    files = {"file": ("course.zip", packed_course(), "application/zip")}
    started = UUID(_json(await editor.post("/api/imports", files=files))["import_id"])
    done = await until(editor, f"/api/imports/{started}", lambda found: found["state"] == "done")
    return started, UUID(done["course"])


async def until(someone: Someone, path: str, reached: Callable[[Any], bool], within_s: float = 120) -> Any:
    async with asyncio.timeout(within_s):
        while True:
            answer = await someone.get(path)
            if answer.status_code == 200 and reached(answer.json()):
                return answer.json()
            await asyncio.sleep(0.05)


def _json(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.method} {answer.request.url.path}: {answer.text}"
    return answer.json()
