"""The end of a run: deleted where nobody was ever in it, else closed."""

from datetime import UTC, datetime, timedelta

import pytest

from stoa.contracts.content import CourseArchived, CourseRestored
from stoa.contracts.tracking import AnnouncementWithdrawn, RunScheduled
from tests.services.tracking.classes import Class
from tests.services.tracking.publishing import activate, enrol, schedule, small_course
from tests.services.tracking.test_pages import page
from tests.world import World


async def test_a_run_that_nobody_was_in_is_deleted_and_the_others_are_told(world: World) -> None:
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    run = await schedule(teacher, await activate(world, small_course()))
    code = (await teacher.post(f"/api/runs/{run}/invites", json={})).json()["code"]
    words = {"title": "Welcome", "text": "We begin soon.", "locale": "en"}
    assert (await teacher.post(f"/api/runs/{run}/announcements", json=words)).status_code == 201
    assert f'action="/teach/runs/{run}/delete"' in await page(teacher, f"/teach/runs/{run}/dates")
    answer = await teacher.post(f"/teach/runs/{run}/delete")
    assert (answer.status_code, answer.headers["location"]) == (303, "/teach")
    assert (await teacher.get("/api/runs")).json() == []
    for path in (
        f"/api/runs/{run}/learners",
        f"/teach/runs/{run}",
        f"/teach/runs/{run}/dates",
        f"/join/{code}",
    ):
        assert (await teacher.get(path)).status_code == 404
    assert (await learner.post("/api/enrolments", json={"run": str(run)})).status_code == 404
    assert (await teacher.delete(f"/api/runs/{run}")).status_code == 404
    await world.quiet()
    made, gone = world.events(RunScheduled)
    assert (gone.change, gone.instructors) == (made.change + 1, [])
    assert gone.ends_at is not None
    assert gone.ends_at <= datetime.now(UTC)
    assert [told.version for told in world.events(AnnouncementWithdrawn)] == [2]


async def test_a_run_that_somebody_was_ever_in_is_closed_instead(world: World) -> None:
    held = await Class.open(world)
    await held.learner.post(f"/api/registrations/{held.registration}/leave")
    refused = await held.teacher.delete(f"/api/runs/{held.run}")
    assert (refused.status_code, refused.json()["code"]) == (409, "run.was_entered")
    await enrol(held.learner, held.run)
    dates = await page(held.teacher, f"/teach/runs/{held.run}/dates")
    assert f'action="/teach/runs/{held.run}/close"' in dates
    assert "/delete" not in dates
    for _ in range(2):
        assert (await held.teacher.post(f"/api/runs/{held.run}/close")).status_code == 200
    late = await (await world.someone("learner")).post("/api/enrolments", json={"run": str(held.run)})
    assert late.json()["code"] == "run.ended"
    assert len((await held.learner.get("/api/learning")).json()) == 1
    assert "/close" not in await page(held.teacher, f"/teach/runs/{held.run}/dates")
    await world.quiet()
    assert [told.change for told in world.events(RunScheduled)] == [1, 2]


async def test_a_closed_run_is_opened_again_by_other_dates(world: World) -> None:
    held = await Class.open(world)
    soon = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    later = (datetime.now(UTC) + timedelta(days=90)).isoformat()
    dated = {"starts_at": soon, "enrol_until": later, "ends_at": later}
    assert (await held.teacher.put(f"/api/runs/{held.run}", json=dated)).status_code == 200
    answer = await held.teacher.post(f"/teach/runs/{held.run}/close")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/teach/runs/{held.run}/dates")
    await world.quiet()
    assert [told.starts_at for told in world.events(RunScheduled)][2:] == [None]
    assert (await held.teacher.put(f"/api/runs/{held.run}", json=dated)).status_code == 200
    await enrol(await world.someone("learner"), held.run)


@pytest.mark.parametrize("ending", ["close", "delete"])
async def test_only_who_teaches_a_run_ends_it(world: World, ending: str) -> None:
    teacher = await world.someone("instructor")
    run = await schedule(teacher, await activate(world, small_course()))
    others = [
        (403, await world.someone("learner")),
        (404, await world.someone("instructor")),
        (404, await world.someone("administrator", tenant=world.new_tenant())),
    ]
    for status, other in others:
        by_api = (
            other.delete(f"/api/runs/{run}") if ending == "delete" else other.post(f"/api/runs/{run}/close")
        )
        assert (await by_api).status_code == status
        assert (await other.post(f"/teach/runs/{run}/{ending}")).status_code == status
    administrator = await world.someone("administrator")
    assert (await administrator.post(f"/teach/runs/{run}/{ending}")).status_code == 303


async def test_a_course_that_was_taken_back_is_offered_again_whichever_fact_comes_first(world: World) -> None:
    course = await activate(world, small_course())
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    run = await schedule(teacher, course)
    await world.publish(CourseArchived(course=course.id, change=4))
    await world.quiet()
    assert course.title not in await page(learner, "/catalogue")
    await world.publish(CourseRestored(course=course.id, change=7))
    await world.quiet()
    await world.publish(CourseArchived(course=course.id, change=5))
    await world.quiet()
    assert course.title in await page(learner, "/catalogue")
    await enrol(learner, run)
    await world.publish(CourseArchived(course=course.id, change=8))
    await world.quiet()
    assert course.title in await page(learner, "/progress")
    assert (await teacher.post("/api/runs", json={"course": str(course.id)})).status_code == 404
