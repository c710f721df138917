"""Leaving a run: what is kept, who comes back by which way, and who may not leave."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stoa.contracts.content import CourseArchived
from stoa.contracts.identity import PersonRegistered, Role
from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled
from tests.services.tracking.classes import Class
from tests.services.tracking.publishing import activate, enrol, schedule, small_course
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import tell
from tests.world import Someone, World

HOUR = timedelta(hours=1)


async def leave(learner: Someone, registration: UUID) -> int:
    return (await learner.post(f"/api/registrations/{registration}/leave")).status_code


async def own(learner: Someone) -> list[str]:
    return [one["registration"] for one in (await learner.get("/api/learning")).json()]


async def state_of(teacher: Someone, run: UUID) -> str:
    return (await teacher.get(f"/teach/runs/{run}/export.csv")).text.splitlines()[1].split(",")[1]


async def test_who_left_sees_the_run_no_longer_and_comes_back_to_where_they_were(world: World) -> None:
    held = await Class.open(world)
    await tell(held.learner, held.registration, held.course.at("rays"), finished=True)
    assert await leave(held.learner, held.registration) == 200
    assert await leave(held.learner, held.registration) == 200
    assert await own(held.learner) == []
    assert (await held.learner.get(f"/learn/{held.registration}")).status_code == 404
    assert await state_of(held.teacher, held.run) == "left"

    shown = await page(held.learner, f"/courses/{held.course.id}")
    assert "What you did in it is kept." in shown
    assert "Join again" in shown
    assert await enrol(held.learner, held.run) == held.registration
    [again] = (await held.learner.get("/api/learning")).json()
    assert again["percent"] > 0
    await world.quiet()
    assert [told.change for told in world.events(LearnerEnrolled)] == [1, 3]
    assert [told.change for told in world.events(EnrolmentEnded)] == [2]


async def test_the_page_asks_first_and_says_whether_one_can_come_back(world: World) -> None:
    held = await Class.open(world)
    asked = await page(held.learner, f"/courses/{held.course.id}")
    assert f'action="/learn/{held.registration}/leave"' in asked
    assert "you can enrol again and go on where you were" in asked
    await held.teacher.put(f"/api/runs/{held.run}", json={"admission": "invited"})
    assert "To come back you need an invitation" in await page(held.learner, f"/courses/{held.course.id}")
    answer = await held.learner.post(f"/learn/{held.registration}/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/courses/{held.course.id}")
    assert "By invitation" in await page(held.learner, f"/courses/{held.course.id}")


async def test_who_left_frees_the_place_and_comes_back_like_anybody_else(world: World) -> None:
    teacher, first, second = [await world.someone(role) for role in ("instructor", "learner", "learner")]
    run = await schedule(teacher, await activate(world, small_course()), places=1)
    registration = await enrol(first, run)
    await leave(first, registration)
    await enrol(second, run)
    refused = await first.post("/api/enrolments", json={"run": str(run)})
    assert (refused.status_code, refused.json()["code"]) == (409, "run.full")
    assert (await teacher.post(f"/api/runs/{run}/enrolments/{first.person}/restore")).status_code == 204
    assert await own(first) == [str(registration)]


async def test_an_invite_brings_back_who_left_and_counts_them_once(world: World) -> None:
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    other = await world.someone("learner")
    run = await schedule(teacher, await activate(world, small_course()), admission="invited")
    code = (await teacher.post(f"/api/runs/{run}/invites", json={"uses": 1})).json()["code"]
    first = await learner.post("/api/enrolments/invited", json={"code": code})
    await leave(learner, UUID(first.json()["registration"]))
    again = await learner.post("/api/enrolments/invited", json={"code": code})
    assert again.json() == first.json()
    used_up = await other.post("/api/enrolments/invited", json={"code": code})
    assert used_up.json()["code"] == "invite.used_up"


async def test_who_left_and_was_then_taken_out_does_not_join_again(world: World) -> None:
    held = await Class.open(world)
    await leave(held.learner, held.registration)
    ended = await held.teacher.delete(f"/api/runs/{held.run}/enrolments/{held.learner.person}")
    assert ended.status_code == 204, ended.text
    refused = await held.learner.post("/api/enrolments", json={"run": str(held.run)})
    assert (refused.status_code, refused.json()["code"]) == (403, "enrolment.ended_by_staff")
    assert await state_of(held.teacher, held.run) == "ended"


async def test_whom_the_staff_enrolled_asks_the_staff(world: World) -> None:
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    await world.publish(PersonRegistered(person=learner.person, locale="en", roles=[Role.LEARNER]))
    await world.quiet()
    course = await activate(world, small_course())
    run = await schedule(teacher, course)
    await teacher.post(f"/api/runs/{run}/enrolments", json={"people": [str(learner.person)]})
    [registration] = await own(learner)
    refused = await learner.post(f"/api/registrations/{registration}/leave")
    assert (refused.status_code, refused.json()["code"]) == (403, "enrolment.by_staff")
    assert await own(learner) == [registration]
    shown = await page(learner, f"/courses/{course.id}")
    assert "To leave it, ask them." in shown
    assert "/leave" not in shown


async def test_whom_the_staff_took_out_cannot_leave_to_come_back(world: World) -> None:
    held = await Class.open(world)
    await held.teacher.delete(f"/api/runs/{held.run}/enrolments/{held.learner.person}")
    assert await leave(held.learner, held.registration) == 404
    shown = await page(held.learner, f"/courses/{held.course.id}")
    assert "Your enrolment was ended" in shown
    assert "/enrol" not in shown
    refused = await held.learner.post("/api/enrolments", json={"run": str(held.run)})
    assert refused.json()["code"] == "enrolment.ended_by_staff"
    assert await state_of(held.teacher, held.run) == "ended"


async def test_a_run_that_has_ended_is_not_left_any_more(world: World) -> None:
    held = await Class.open(world)
    past = (datetime.now(UTC) - HOUR).isoformat()
    await held.teacher.put(f"/api/runs/{held.run}", json={"ends_at": past})
    refused = await held.learner.post(f"/api/registrations/{held.registration}/leave")
    assert (refused.status_code, refused.json()["code"]) == (409, "run.ended")
    assert await own(held.learner) == [str(held.registration)]


async def test_who_leaves_an_archived_course_is_told_that_they_need_others_to_come_back(world: World) -> None:
    held = await Class.open(world)
    await world.publish(CourseArchived(course=held.course.id))
    await world.quiet()
    assert "To come back you need" in await page(held.learner, f"/courses/{held.course.id}")
    answer = await held.learner.post(f"/learn/{held.registration}/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    refused = await held.learner.post("/api/enrolments", json={"run": str(held.run)})
    assert refused.json()["code"] == "course.not_offered"


@pytest.mark.parametrize("role", ["learner", "instructor", "administrator"])
async def test_nobody_leaves_for_another(world: World, role: str) -> None:
    held = await Class.open(world)
    for tenant in (world.tenant, world.new_tenant()):
        assert await leave(await world.someone(role, tenant=tenant), held.registration) == 404
    assert await own(held.learner) == [str(held.registration)]
