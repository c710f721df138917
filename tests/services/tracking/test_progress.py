"""What the player reports, what attempts complete, where one resumes."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from stoa.contracts.assessment import AttemptSubmitted
from stoa.contracts.tracking import CourseCompleted, ObjectCompleted
from stoa.kernel.ids import new_id
from tests.services.tracking.publishing import Course, activate, enrol, schedule, small_course, store
from tests.world import Someone, World


async def started(world: World, course: Course | None = None) -> tuple[Course, Someone, UUID, UUID]:
    """A course with a run and a learner in it: course, learner, registration, run."""
    course = await activate(world, course or small_course())
    run = await schedule(await world.someone("instructor"), course)
    learner = await world.someone("learner")
    return course, learner, await enrol(learner, run), run


async def tell(learner: Someone, registration: UUID, thing: UUID, **seen: Any) -> httpx.Response:
    body = {"at": datetime.now(UTC).isoformat(), **seen}
    return await learner.post(f"/api/registrations/{registration}/objects/{thing}", json=body)


def attempt(
    learner: Someone, registration: UUID, course: Course, name: str, *, passed: bool
) -> AttemptSubmitted:
    return AttemptSubmitted(
        attempt=new_id(),
        registration=registration,
        course=course.id,
        item_set=course.at(name),
        learner=learner.person,
        number=1,
        raw=2 if passed else 1,
        maximum=3,
        scaled=2 / 3 if passed else 1 / 3,
        passed=passed,
        at=datetime.now(UTC),
    )


async def next_object(learner: Someone) -> str | None:
    [own] = (await learner.get("/api/learning")).json()
    found: str | None = own["next_object"]
    return found


async def test_a_course_is_completed_once_by_reading_watching_and_passing(world: World) -> None:
    course, learner, registration, _ = await started(world)
    read = (await tell(learner, registration, course.at("rays"), finished=True)).json()
    assert (read["state"], read["percent"], read["completed"]) == ("completed", 20, [str(course.at("rays"))])
    await tell(learner, registration, course.at("mirrors"), finished=True)
    await tell(learner, registration, course.at("more"), finished=True)
    watched = await tell(learner, registration, course.at("prism"), watched=[[0, 95]], second=95)
    assert watched.json()["state"] == "in_progress"
    await world.publish(attempt(learner, registration, course, "bend", passed=False))
    await world.quiet()
    [own] = (await learner.get("/api/learning")).json()
    assert own["percent"] == 80
    await world.publish(attempt(learner, registration, course, "check", passed=False))
    await world.quiet()
    assert world.events(CourseCompleted) == []
    await world.publish(attempt(learner, registration, course, "check", passed=True))
    await world.publish(attempt(learner, registration, course, "check", passed=False))
    await world.quiet()
    [completed] = world.events(CourseCompleted)
    assert completed.registration == registration
    told = sorted(event.object for event in world.events(ObjectCompleted))
    assert told == sorted(course.at(name) for name in ("rays", "mirrors", "more", "prism", "bend", "check"))
    again = (await tell(learner, registration, course.at("rays"), finished=True)).json()
    assert (again["completed"], again["course_completed"], again["percent"]) == ([], False, 100)


async def test_a_locked_object_takes_no_report_and_opens_with_its_prerequisite(world: World) -> None:
    course, learner, registration, _ = await started(world)
    refused = await tell(learner, registration, course.at("mirrors"))
    assert (refused.status_code, refused.json()["code"]) == (409, "object.locked")
    await tell(learner, registration, course.at("rays"), finished=True)
    assert (await tell(learner, registration, course.at("mirrors"))).status_code == 200


async def test_one_comes_back_exactly_where_one_left(world: World) -> None:
    course, learner, registration, _ = await started(world)
    await tell(learner, registration, course.at("rays"), anchor="p-7")
    await tell(learner, registration, course.at("prism"), second=42.5, watched=[[30, 42.5]])
    assert await next_object(learner) == str(course.at("prism"))
    await tell(learner, registration, course.at("rays"))
    assert await next_object(learner) == str(course.at("rays"))
    page = await learner.get(f"/learn/{registration}", follow_redirects=False)
    assert page.headers["location"] == f"/learn/{registration}/{course.at('rays')}#p-7"


async def test_the_last_place_wins_whatever_order_reports_arrive_in(world: World) -> None:
    course, learner, registration, _ = await started(world)
    now = datetime.now(UTC)

    async def at(minute: int) -> None:
        then = (now - timedelta(minutes=10 - minute)).isoformat()
        thing = course.at("rays" if minute % 2 else "prism")
        said = {"anchor": f"p-{minute}"} if minute % 2 else {"second": float(minute)}
        answer = await tell(learner, registration, thing, at=then, **said)
        assert answer.status_code == 200

    await asyncio.gather(*(at(minute) for minute in (4, 9, 2, 7, 8, 1, 3, 6, 5)))
    assert await next_object(learner) == str(course.at("rays"))
    resumed = await learner.get(f"/learn/{registration}", follow_redirects=False)
    assert resumed.headers["location"].endswith("#p-9")


async def test_a_browser_whose_clock_is_ahead_does_not_hold_the_place(world: World) -> None:
    course, learner, registration, _ = await started(world)
    ahead = (datetime.now(UTC) + timedelta(days=300)).isoformat()
    await tell(learner, registration, course.at("rays"), at=ahead)
    await asyncio.sleep(0.01)
    await tell(learner, registration, course.at("prism"))
    assert await next_object(learner) == str(course.at("prism"))


async def test_watching_again_or_less_never_takes_back(world: World) -> None:
    course, learner, registration, _ = await started(world, Course().video("film").text("end"))
    parts = [[[0, 50]], [[40, 91]], [[10, 12]], []]
    answers = await asyncio.gather(
        *(tell(learner, registration, course.at("film"), watched=part) for part in parts)
    )
    assert all(answer.status_code == 200 for answer in answers)
    last = (await tell(learner, registration, course.at("film"), watched=[[0, 1]])).json()
    assert (last["state"], last["percent"]) == ("completed", 50)
    await world.quiet()
    assert len(world.events(ObjectCompleted)) == 1


async def test_an_older_activation_that_comes_late_changes_nothing(world: World) -> None:
    course = small_course()
    first = await store(world, course)
    second = Course(title="Light, second edition", id=course.id, version=2).text("rays").text("new")
    await world.publish(await store(world, second))
    await world.quiet()
    await world.publish(first)
    await world.quiet()
    teacher = await world.someone("instructor")
    await schedule(teacher, course)
    [run] = (await teacher.get("/api/runs")).json()
    assert run["course_title"] == "Light, second edition"


async def test_progress_is_kept_when_a_new_version_is_activated(world: World) -> None:
    course, learner, registration, _ = await started(world)
    await tell(learner, registration, course.at("rays"), finished=True)
    await tell(learner, registration, course.at("more"), finished=True)
    second = Course(title=course.title, id=course.id, version=2).text("rays").text("new")
    await activate(world, second)
    [own] = (await learner.get("/api/learning")).json()
    assert own["percent"] == 50
    done = (await tell(learner, registration, course.at("new"), finished=True)).json()
    assert (done["percent"], done["course_completed"]) == (100, True)


async def test_an_attempt_at_an_unknown_registration_harms_nothing(world: World) -> None:
    course, learner, _, _ = await started(world)
    await world.publish(attempt(learner, new_id(), course, "check", passed=True))
    await world.quiet()
    assert world.events(ObjectCompleted) == []


async def test_before_and_after_the_run_nothing_is_counted(world: World) -> None:
    course = await activate(world, small_course())
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    run = await schedule(teacher, course, starts_at=soon)
    registration = await enrol(learner, run)
    early = await tell(learner, registration, course.at("rays"), finished=True)
    assert (early.status_code, early.json()["code"]) == (409, "run.not_open_yet")
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    await teacher.put(f"/api/runs/{run}", json={"ends_at": past})
    late = await tell(learner, registration, course.at("rays"), finished=True)
    assert (late.status_code, late.json()["code"]) == (409, "run.ended")


async def test_nobody_reports_or_notes_in_somebody_elses_registration(world: World) -> None:
    course, learner, registration, _ = await started(world)
    note = f"/api/registrations/{registration}/objects/{course.at('rays')}/notes"
    mine = (await learner.post(note, json={"text": "Ask about shadows.", "anchor": "p-1"})).json()
    others = [
        await world.someone("learner"),
        await world.someone("administrator"),
        await world.someone("learner", tenant=world.new_tenant(), person=learner.person),
    ]
    for other in others:
        assert (await tell(other, registration, course.at("rays"))).status_code == 404
        assert (await other.post(note, json={"text": "Mine?"})).status_code == 404
        assert (await other.get(note)).status_code == 404
        assert (await other.put(f"/api/notes/{mine['id']}", json={"text": "No"})).status_code == 404
        assert (await other.delete(f"/api/notes/{mine['id']}")).status_code == 404
    await learner.put(f"/api/notes/{mine['id']}", json={"text": "Asked."})
    [kept] = (await learner.get(note)).json()
    assert (kept["text"], kept["anchor"]) == ("Asked.", "p-1")


async def test_active_time_is_the_most_told_and_never_more_than_has_passed(world: World) -> None:
    course, learner, registration, run = await started(world)
    session = {"id": str(new_id()), "began_at": (datetime.now(UTC) - timedelta(minutes=5)).isoformat()}
    for active_s in (20, 120, 60, 100_000):
        await tell(learner, registration, course.at("rays"), session={**session, "active_s": active_s})
    administrator = await world.someone("administrator")
    [line] = (await administrator.get(f"/api/runs/{run}/learners")).json()
    assert 300 <= line["active_s"] <= 340
