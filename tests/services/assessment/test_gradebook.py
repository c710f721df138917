"""The gradebook counts the best attempt unless an instructor decided, and is for who teaches the run."""

import csv
from io import StringIO
from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.assessment import ScoreOverridden
from stoa.kernel.ids import new_id
from tests.services.assessment.school import School
from tests.world import Someone, World


async def book(who: Someone, run: UUID, **query: Any) -> dict[str, Any]:
    answer = await who.get(f"/api/runs/{run}/grades", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def submit_with(school: School, learner: Someone, attempt: UUID, *right: str) -> None:
    given: dict[str, Any] = {"true_false": True, "numeric": "25", "short_text": "sesame word"}
    for kind in right:
        body = {"item": str(school.item(kind)), "given": given[kind]}
        await learner.post(f"/api/attempts/{attempt}/responses", json=body)
    await learner.post(f"/api/attempts/{attempt}/submit")


async def override(who: Someone, registration: UUID, item_set: UUID, scaled: float) -> Any:
    body = {
        "registration": str(registration),
        "item_set": str(item_set),
        "scaled": scaled,
        "reason": "Oral exam",
    }
    return await who.post("/api/overrides", json=body)


async def test_the_best_attempt_counts(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "true_false", "numeric")
    await submit_with(school, learner, await school.start(learner, registration), "numeric")
    (line,) = (await book(school.instructor, school.run))["lines"]
    assert line["scores"] == {str(school.set_id): pytest.approx(2 / 8)}


async def test_the_score_of_the_course_is_the_one_that_passes_it(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "true_false", "numeric")
    await school.judge(learner, registration, 0.75, completed=True, passed=False, change=4)
    await school.judge(learner, registration, 0.25, change=3)
    (line,) = (await book(school.instructor, school.run))["lines"]
    assert (line["total"], line["completed"], line["passed"]) == (0.75, True, False)
    page = (await school.instructor.get(f"/teach/runs/{school.run}/gradebook")).text
    assert 'data-label="Course" class="numeric">75<' in page
    assert "Finished, not passed" in page


async def test_a_course_may_be_scored_before_its_enrolment_is_known(school: School, world: World) -> None:
    learner, registration = await world.someone("learner"), new_id()
    await school.judge(learner, registration, 0.5)
    await school.enrol(learner, registration)
    (line,) = (await book(school.instructor, school.run))["lines"]
    assert line["total"] == 0.5


async def test_who_has_done_nothing_is_there_too(school: School, world: World) -> None:
    learner = await world.someone("learner")
    await school.enrol(learner)
    (line,) = (await book(school.instructor, school.run))["lines"]
    assert (line["learner"], line["scores"], line["total"]) == (str(learner.person), {}, None)


async def test_an_instructor_decides_and_takes_it_back(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "true_false")
    first = await override(school.instructor, registration, school.set_id, 0.9)
    assert first.status_code == 201, first.text
    second = (await override(school.instructor, registration, school.set_id, 0.4)).json()
    stale = await school.instructor.post(f"/api/overrides/{first.json()['override']}/undo")
    assert (stale.status_code, stale.json()["code"]) == (409, "override.superseded")
    undone = await school.instructor.post(f"/api/overrides/{second['override']}/undo")
    assert undone.json()["scaled"] == 0.9
    (line,) = (await book(school.instructor, school.run))["lines"]
    assert line["scores"] == {str(school.set_id): 0.9}
    await world.quiet()
    told = [(fact.scaled, fact.passed, fact.change) for fact in world.events(ScoreOverridden)]
    assert told == [(0.9, True, 1), (0.4, False, 2), (0.9, True, 3)]


async def test_taking_back_the_only_decision_goes_back_to_the_attempts(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "true_false")
    decided = (await override(school.instructor, registration, school.set_id, 0.9)).json()
    undone = await school.instructor.post(f"/api/overrides/{decided['override']}/undo")
    assert undone.json()["scaled"] == pytest.approx(1 / 8)


async def test_a_decision_without_a_reason_is_refused(school: School) -> None:
    _, registration, _ = await school.learner_with_attempt()
    body = {"registration": str(registration), "item_set": str(school.set_id), "scaled": 0.5, "reason": ""}
    assert (await school.instructor.post("/api/overrides", json=body)).status_code == 422


async def test_pages_neither_overlap_nor_skip(school: School, world: World) -> None:
    people = [await world.someone("learner") for _ in range(7)]
    for learner in people:
        await school.enrol(learner)
    seen: list[str] = []
    first: int | None = 0
    while first is not None:
        page = await book(school.instructor, school.run, first=first, size=3)
        seen += [line["learner"] for line in page["lines"]]
        first = page["next"]
    assert seen == [str(learner.person) for learner in people]


async def test_the_file_to_take_home_has_ids_and_scores_and_no_formula(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "true_false", "numeric")
    await school.judge(learner, registration, 0.25, passed=True)
    answer = await school.instructor.get(f"/api/runs/{school.run}/grades.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    heads, line = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heads == ["registration", "learner", "active", "total", "completed", "passed", "Quiz"]
    assert line == [str(registration), str(learner.person), "yes", "0.2500", "no", "yes", "0.2500"]


async def test_a_gradebook_is_of_those_who_teach_the_run(school: School, world: World) -> None:
    learner, registration, _ = await school.learner_with_attempt()
    paths = [f"/api/runs/{school.run}/grades", f"/api/runs/{school.run}/grades.csv"]
    for who, status in [
        (await world.someone("instructor"), 404),
        (await world.someone("administrator", tenant=world.new_tenant()), 404),
        (await world.someone("learner", person=school.instructor.person), 403),
        (learner, 403),
        (await world.someone("administrator"), 200),
    ]:
        assert [(await who.get(path)).status_code for path in paths] == [status, status]
        expected = 201 if status == 200 else status
        assert (await override(who, registration, school.set_id, 1)).status_code == expected


async def test_a_run_that_is_not_there_has_no_gradebook(school: School) -> None:
    assert (await school.instructor.get(f"/api/runs/{new_id()}/grades")).status_code == 404
