"""Passing a course, decisions of instructors, and versions that leave nothing to do."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from stoa.contracts.assessment import ScoreOverridden
from stoa.contracts.content import CompletionRule
from stoa.contracts.tracking import CourseCompleted, CourseGraded, CourseJudged, CourseReopened
from stoa.kernel.ids import new_id
from tests.services.tracking.publishing import Course, activate
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import attempt, started, tell
from tests.world import Someone, World


def exam_course(**changes: Any) -> Course:
    return Course(completion=CompletionRule(mastery_score=0.5), **changes).text("rays").items("check")


def decision(
    learner: Someone, registration: UUID, course: Course, scaled: float, *, change: int, stands: bool = True
) -> ScoreOverridden:
    return ScoreOverridden(
        override=new_id(),
        registration=registration,
        course=course.id,
        item_set=course.at("check"),
        learner=learner.person,
        scaled=scaled,
        passed=scaled >= 0.6,
        change=change,
        at=datetime.now(UTC),
        stands=stands,
    )


async def standing(learner: Someone) -> tuple[bool, bool | None]:
    """Completed and passed."""
    [own] = (await learner.get("/api/learning")).json()
    return own["completed_at"] is not None, own["passed"]


async def test_a_decision_changes_passed_and_completed_and_is_taken_back(world: World) -> None:
    course, learner, registration, _ = await started(world, exam_course())
    await tell(learner, registration, course.at("rays"), finished=True)
    assert await standing(learner) == (False, False)
    await world.publish(attempt(learner, registration, course, "check", passed=True))
    await world.quiet()
    assert await standing(learner) == (True, True)
    await world.publish(decision(learner, registration, course, 0.0, change=1))
    await world.quiet()
    assert await standing(learner) == (False, False)
    await world.publish(decision(learner, registration, course, 2 / 3, change=2, stands=False))
    await world.quiet()
    assert await standing(learner) == (True, True)
    assert [fact.change for fact in world.events(CourseReopened)] == [5]
    assert [(fact.passed, fact.change) for fact in world.events(CourseGraded)] == [
        (True, 3),
        (False, 6),
        (True, 9),
    ]
    assert [fact.change for fact in world.events(CourseCompleted)] == [2, 8]


async def test_every_score_of_a_course_is_told_once(world: World) -> None:
    course, learner, registration, _ = await started(world, exam_course())
    for passed in (False, True, False):
        await world.publish(attempt(learner, registration, course, "check", passed=passed))
        await world.quiet()
    told = [(fact.scaled, fact.completed, fact.passed, fact.change) for fact in world.events(CourseJudged)]
    assert told == [(1 / 3, False, False, 1), (2 / 3, False, True, 3)]


async def test_decisions_told_out_of_order_end_the_same(world: World) -> None:
    course, learner, registration, _ = await started(world, exam_course())
    await tell(learner, registration, course.at("rays"), finished=True)
    await world.publish(decision(learner, registration, course, 1.0, change=2))
    await world.quiet()
    await world.publish(decision(learner, registration, course, 0.0, change=1))
    await world.quiet()
    assert await standing(learner) == (True, True)


async def test_a_completed_course_may_not_be_passed_and_pages_say_so(world: World) -> None:
    course = Course(completion=CompletionRule(required_share=0.5, mastery_score=0.5))
    course, learner, registration, run = await started(world, course.text("rays").items("check"))
    await tell(learner, registration, course.at("rays"), finished=True)
    assert await standing(learner) == (True, False)
    assert "Finished, not passed" in await page(learner, "/progress")
    assert "To pass: 50 % of the points. You have 0 %." in await page(learner, f"/courses/{course.id}")
    boss = await world.someone("administrator")
    assert "Finished, not passed" in await page(boss, f"/teach/runs/{run}")
    exported = (await boss.get(f"/teach/runs/{run}/export.csv")).text.splitlines()
    assert exported[1].endswith(",,no")
    await world.publish(attempt(learner, registration, course, "check", passed=True))
    await world.quiet()
    exported = (await boss.get(f"/teach/runs/{run}/export.csv")).text.splitlines()
    assert exported[1].endswith(",66.7,yes")


async def test_a_version_without_the_last_object_completes_the_course_at_once(world: World) -> None:
    course, learner, registration, _ = await started(world, Course().text("rays").text("mirrors"))
    await tell(learner, registration, course.at("rays"), finished=True)
    assert await standing(learner) == (False, None)
    await activate(world, Course(id=course.id, version=2).text("rays"))
    assert await standing(learner) == (True, None)
    assert [fact.registration for fact in world.events(CourseCompleted)] == [registration]


async def test_a_version_in_another_language_completes_only_who_reads_it(world: World) -> None:
    course, learner, registration, _ = await started(world, Course().text("rays").text("mirrors"))
    await tell(learner, registration, course.at("rays"), finished=True)
    await activate(world, Course(id=course.id, locale="es").text("rays"))
    assert await standing(learner) == (False, None)


async def test_a_version_that_adds_objects_or_weight_takes_nothing_back(world: World) -> None:
    course, learner, registration, _ = await started(world, exam_course())
    await tell(learner, registration, course.at("rays"), finished=True)
    await world.publish(attempt(learner, registration, course, "check", passed=True))
    await world.quiet()
    await activate(world, exam_course(id=course.id, version=2).text("more").items("second"))
    assert await standing(learner) == (True, True)
    assert world.events(CourseReopened) == []
