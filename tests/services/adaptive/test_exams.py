"""Who sits an exam is left alone, whatever the policy says."""

from typing import Any

import pytest

from stoa.contracts.adaptive import DecisionKind
from stoa.kernel.ids import new_id
from tests.services.adaptive.learner import Class, Learner, open_class, put_in_force
from tests.services.adaptive.waiting import until_holds
from tests.services.tracking.publishing import Course
from tests.world import World

_ALWAYS: dict[str, Any] = {
    "name": "always",
    "exploration": 0,
    "guards": {"per_hour": None, "cooldown_s": 0, "object_s": 0, "quiet_s": 0},
    "rules": [
        {"name": kind.value, "kind": kind.value, "when": [{"feature": "risk", "at_least": 0}]}
        for kind in DecisionKind
    ],
}
"""Each kind, at every moment."""


@pytest.fixture
async def school(world: World) -> Class:
    course = Course().text("rays", levels=("simpler", "deeper")).items("exam", exam=True).items("check")
    opened = await open_class(world, course)
    await put_in_force(opened.teacher, course, _ALWAYS)
    await world.quiet()
    return opened


async def _sits(learner: Learner, thing: str) -> None:
    item = new_id()
    await learner.opens(thing, ago_ms=60_000)
    await learner.tries(item, thing)
    await learner.answers(item, 0.0, 1)
    await learner.answers(item, 0.0, 2)
    await learner.spends(thing, ago_ms=0)


async def test_nothing_is_offered_in_an_exam_and_something_beside_it(school: Class) -> None:
    learner = await school.learner()
    heard = await school.hear(learner)
    await _sits(learner, "exam")
    # The log is in order: what is offered at the next page was decided after all of the exam.
    await _sits(learner, "check")
    await until_holds(lambda: bool(heard))
    assert {one.object for one in heard} == {school.course.at("check")}
    assert heard[0].number == 1


async def test_no_passage_is_given_in_an_exam(school: Class) -> None:
    learner = await school.learner()

    async def passages(thing: str) -> Any:
        address = f"/api/adaptive/registrations/{learner.registration}/passages"
        asked = {"object": str(school.course.at(thing)), "words": "rays at level standard"}
        return (await learner.who.get(address, params=asked)).json()

    assert await passages("exam") == []
    assert await passages("check") != []
