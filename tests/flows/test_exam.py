"""An exam of a course folder is left alone on the way from the editor's word to the learner's page."""

from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Decision, DecisionKind
from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.contracts.telemetry import ActionBatch, ConsentScope, PageOpened, TimeSpent
from stoa.kernel.ids import new_id
from stoa.runtime.live import subjects
from tests.flows.classroom import until
from tests.services.adaptive.learner import now_ms
from tests.services.adaptive.waiting import until_holds
from tests.services.content.samples import ITEMS, TINY, imported, packed
from tests.world import World

_ALWAYS: dict[str, Any] = {
    "name": "always",
    "exploration": 0,
    "guards": {"per_hour": None, "cooldown_s": 0, "object_s": 0, "quiet_s": 0},
    "rules": [
        {
            "name": kind.value,
            "kind": kind.value,
            "when": [{"feature": "risk", "at_least": 0}],
            "cooldown_s": 0,
        }
        for kind in DecisionKind
    ],
}
_FOLDER = {**TINY, "01-mirrors/03-exam.items.yaml": f"exam: yes\nattempts: 1\n{ITEMS}"}


def _visit(registration: UUID, capture: UUID, thing: UUID, seq: int) -> ActionBatch:
    """Opened, and looked at for nine seconds. seq: of the action before."""
    at = now_ms() - 100
    opened = PageOpened(id=new_id(), seq=seq + 1, at=at, object=thing)
    spent = TimeSpent(
        id=new_id(), seq=seq + 2, at=at, object=thing, for_ms=9_000, visible_ms=9_000, active_ms=9_000
    )
    return ActionBatch(
        id=new_id(),
        capture=capture,
        registration=registration,
        sent_at=now_ms(),
        scope=ConsentScope.LEARNING,
        actions=[opened, spent],
    )


async def _published(world: World) -> Manifest:
    editor = await world.someone("editor")
    course = (await imported(world, editor, packed(_FOLDER)))["course"]
    asked = await editor.post(f"/api/courses/{course}/publications", json={})
    assert asked.status_code == 201, asked.text
    await world.quiet()
    activated = next(one for one in world.events(ManifestActivated) if str(one.course) == course)
    return msgspec.json.decode(
        await world.objects.private.get(activated.key, activated.checksum), type=Manifest
    )


async def test_an_exam_of_a_folder_is_left_alone_whatever_the_policy_says(hall: World) -> None:
    manifest = await _published(hall)
    check, exam = [thing for thing in manifest.objects if thing.kind == "items"]
    assert (check.exam, exam.exam) == (False, True)
    instructor, learner = await hall.someone("instructor"), await hall.someone("learner")
    run = (await instructor.post("/api/runs", json={"course": str(manifest.course)})).json()["run"]
    policies = f"/api/adaptive/courses/{manifest.course}/policies"
    await hall.quiet()
    version = (await instructor.post(policies, json={"data": _ALWAYS})).json()["version"]
    assert (await instructor.post(f"{policies}/{version}/activation")).status_code == 202
    enrolled = await learner.post("/api/enrolments", json={"run": run})
    registration = enrolled.json()["registration"]
    await hall.quiet()
    await until(learner, f"/api/adaptive/registrations/{registration}", lambda now: now["number"] == 0)
    pushed: list[Decision] = []

    async def on_decision(message: Any) -> None:
        pushed.append(msgspec.json.decode(message.data, type=Decision))

    client = hall.process.bus.client
    await client.subscribe(subjects.decisions(hall.tenant, learner.person), cb=on_decision)
    await client.flush()
    capture = new_id()
    for number, thing in enumerate((exam, check)):
        batch = _visit(UUID(registration), capture, thing.id, 2 * number)
        told = await learner.post("/api/telemetry", content=msgspec.json.encode(batch))
        assert told.status_code == 202, told.text
    await until_holds(lambda: bool(pushed))
    assert {one.object for one in pushed} == {check.id}
    page = await learner.get(f"/assess/{registration}/{exam.id}", headers={"accept": "text/html"})
    assert "This is an exam: nothing is suggested while it is open." in page.text
