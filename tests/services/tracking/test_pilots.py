"""Learners whose run has a locale first are judged by the version that they have."""

from uuid import UUID

from stoa.contracts.delivery import PilotEnded
from stoa.contracts.tracking import CourseCompleted
from stoa.kernel.ids import new_id
from tests.services.tracking.publishing import Course, activate, pilot
from tests.services.tracking.test_passing import standing
from tests.services.tracking.test_progress import started, tell
from tests.world import Someone, World


async def reading_first(world: World) -> tuple[Course, Someone, UUID, UUID]:
    """A learner who has read one of two texts in Spanish, which only the run has."""
    course, learner, registration, run = await started(world, Course().text("rays").text("mirrors"))
    await pilot(world, Course(id=course.id, locale="es").text("rays").text("mirrors"), run)
    told = await tell(learner, registration, course.at("rays"), finished=True, locale="es")
    assert told.is_success, told.text
    return course, learner, registration, run


async def test_version_of_the_source_does_not_complete_who_has_another_language_first(world: World) -> None:
    course, learner, *_ = await reading_first(world)
    await activate(world, Course(id=course.id, version=2).text("rays"))
    assert await standing(learner) == (False, None)
    assert world.events(CourseCompleted) == []


async def test_next_version_of_a_pilot_completes_the_course_for_who_has_it(world: World) -> None:
    course, learner, registration, run = await reading_first(world)
    await pilot(world, Course(id=course.id, locale="es", version=2).text("rays"), run, turn=2)
    assert await standing(learner) == (True, None)
    assert [fact.registration for fact in world.events(CourseCompleted)] == [registration]


async def test_learners_are_judged_by_what_everyone_has_once_their_pilot_is_over(world: World) -> None:
    course, learner, registration, _ = await reading_first(world)
    await activate(world, Course(id=course.id, locale="es", version=2).text("rays"))
    assert await standing(learner) == (False, None)
    await world.publish(PilotEnded(course=course.id, locale="es", turn=2))
    await world.quiet()
    assert await standing(learner) == (True, None)
    assert [fact.registration for fact in world.events(CourseCompleted)] == [registration]


async def test_run_that_a_locale_is_taken_from_is_judged_by_the_source(world: World) -> None:
    course, learner, *_ = await reading_first(world)
    await activate(world, Course(id=course.id, version=2).text("rays"))
    spanish = Course(id=course.id, locale="es", version=2).text("rays").text("mirrors")
    await pilot(world, spanish, new_id(), turn=2)
    assert await standing(learner) == (True, None)
