"""Coming into runs: by oneself, by invite, by the staff; and who may not."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stoa.contracts.content import CourseArchived
from stoa.contracts.identity import GroupChanged, PersonDeactivated, PersonRegistered, Role
from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled, RunScheduled
from stoa.kernel.ids import new_id
from tests.services.tracking.publishing import activate, enrol, schedule, small_course
from tests.world import World

HOUR = timedelta(hours=1)


def in_time(by: timedelta) -> str:
    return (datetime.now(UTC) + by).isoformat()


async def known_people(world: World, count: int) -> list[UUID]:
    people = [new_id() for _ in range(count)]
    await world.publish(*(PersonRegistered(person=one, locale="en", roles=[Role.LEARNER]) for one in people))
    await world.quiet()
    return people


async def test_an_activation_alone_lets_nobody_enrol_and_a_run_does(world: World) -> None:
    course = await activate(world, small_course())
    learner, teacher = await world.someone("learner"), await world.someone("instructor")
    assert (await learner.post("/api/runs", json={"course": str(course.id)})).status_code == 403
    run = await schedule(teacher, course)
    registration = await enrol(learner, run)
    assert await enrol(learner, run) == registration
    await world.quiet()
    assert [told.learner for told in world.events(LearnerEnrolled)] == [learner.person]
    [scheduled] = world.events(RunScheduled)
    assert scheduled.instructors == [teacher.person]


async def test_a_repeat_of_the_same_request_gets_the_first_answer(world: World) -> None:
    run = await schedule(await world.someone("editor"), await activate(world, small_course()))
    learner = await world.someone("learner")
    headers = {"idempotency-key": "one-and-the-same"}
    first = await learner.post("/api/enrolments", json={"run": str(run)}, headers=headers)
    again = await learner.post("/api/enrolments", json={"run": str(run)}, headers=headers)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_full_run_takes_nobody_and_races_fill_it_exactly(world: World) -> None:
    run = await schedule(await world.someone("instructor"), await activate(world, small_course()), places=2)
    learners = [await world.someone("learner") for _ in range(6)]
    answers = await asyncio.gather(
        *(learner.post("/api/enrolments", json={"run": str(run)}) for learner in learners)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    assert {answer.json().get("code") for answer in answers if answer.status_code == 409} == {"run.full"}


@pytest.mark.parametrize(
    ("dates", "status", "code"),
    [
        ({"ends_at": -HOUR, "starts_at": -2 * HOUR}, 409, "run.ended"),
        ({"enrol_until": -HOUR}, 409, "run.enrolment_over"),
        ({"admission": "nobody"}, 403, "run.not_open_to_everyone"),
        ({"admission": "invited"}, 403, "run.not_open_to_everyone"),
    ],
)
async def test_a_closed_run_says_why(world: World, dates: dict[str, object], status: int, code: str) -> None:
    shown = {name: in_time(value) if isinstance(value, timedelta) else value for name, value in dates.items()}
    run = await schedule(await world.someone("instructor"), await activate(world, small_course()), **shown)
    learner = await world.someone("learner")
    answer = await learner.post("/api/enrolments", json={"run": str(run)})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_schedule_that_cannot_be_names_its_field(world: World) -> None:
    course = await activate(world, small_course())
    teacher = await world.someone("instructor")
    wrong = {"course": str(course.id), "starts_at": in_time(HOUR), "ends_at": in_time(-HOUR)}
    answer = await teacher.post("/api/runs", json=wrong)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "ends_at")
    unknown = await teacher.post("/api/runs", json={"course": str(new_id())})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "course.not_offered")


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1899-12-31T23:59:59Z"]
)
async def test_a_year_that_nobody_means_names_its_field_and_nothing_is_kept(
    world: World, moment: str
) -> None:
    teacher = await world.someone("instructor")
    course = await activate(world, small_course())
    run = await schedule(teacher, course)
    known = (await teacher.get("/api/runs")).json()
    refused = [
        ("starts_at", await teacher.post("/api/runs", json={"course": str(course.id), "starts_at": moment})),
        ("ends_at", await teacher.put(f"/api/runs/{run}", json={"ends_at": moment})),
        ("enrol_until", await teacher.put(f"/api/runs/{run}", json={"enrol_until": moment})),
        ("expires_at", await teacher.post(f"/api/runs/{run}/invites", json={"expires_at": moment})),
    ]
    for field, answer in refused:
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert "1900" in answer.json()["detail"]
    assert (await teacher.get("/api/runs")).json() == known


async def test_an_invite_works_until_it_is_used_up_expired_or_taken_back(world: World) -> None:
    teacher = await world.someone("instructor")
    run = await schedule(teacher, await activate(world, small_course()), admission="invited")
    invites = f"/api/runs/{run}/invites"
    once = (await teacher.post(invites, json={"uses": 1, "expires_at": in_time(HOUR)})).json()
    first, second = await world.someone("learner"), await world.someone("learner")
    for _ in range(2):
        answer = await first.post("/api/enrolments/invited", json={"code": once["code"]})
        assert answer.status_code == 201
    refused = await second.post("/api/enrolments/invited", json={"code": once["code"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "invite.used_up")

    past = await teacher.post(invites, json={"expires_at": in_time(-HOUR)})
    assert past.json()["code"] == "invite.expiry_past"
    taken_back = (await teacher.post(invites, json={})).json()
    assert (await teacher.delete(f"{invites}/{taken_back['id']}")).status_code == 204
    gone = await second.post("/api/enrolments/invited", json={"code": taken_back["code"]})
    assert (gone.status_code, gone.json()["code"]) == (404, "invite.unknown")


async def test_the_staff_enrols_people_and_groups_and_is_told_of_each(world: World) -> None:
    first, second, third, fourth = await known_people(world, 4)
    group, stranger = new_id(), new_id()
    await world.publish(
        GroupChanged(group=group, members=[second, third], managers=[], change=2),
        GroupChanged(group=group, members=[fourth], managers=[], change=1),
        PersonDeactivated(person=fourth, change=1, by=None),
    )
    await world.quiet()
    teacher = await world.someone("instructor")
    run = await schedule(teacher, await activate(world, small_course()), places=3)
    path = f"/api/runs/{run}/enrolments"
    answer = await teacher.post(path, json={"people": [str(first), str(stranger)], "groups": [str(group)]})
    said = answer.json()
    assert said["enrolled"] == [str(first), str(second), str(third)]
    assert said["unknown"] == [str(stranger)]
    again = (await teacher.post(path, json={"people": [str(first), str(fourth)]})).json()
    assert (again["already"], again["unknown"]) == ([str(first)], [str(fourth)])
    await world.quiet()
    assert len(world.events(LearnerEnrolled)) == 3


async def test_a_bulk_beyond_the_places_enrols_those_it_can_and_names_the_rest(world: World) -> None:
    people = await known_people(world, 3)
    teacher = await world.someone("instructor")
    run = await schedule(teacher, await activate(world, small_course()), places=2)
    body = {"people": [str(one) for one in people]}
    said = (await teacher.post(f"/api/runs/{run}/enrolments", json=body)).json()
    assert (said["enrolled"], said["full"]) == ([str(one) for one in people[:2]], [str(people[2])])


async def test_an_ended_enrolment_hides_the_run_and_can_be_taken_back(world: World) -> None:
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    run = await schedule(teacher, await activate(world, small_course()))
    registration = await enrol(learner, run)
    path = f"/api/runs/{run}/enrolments/{learner.person}"
    assert (await teacher.delete(path)).status_code == 204
    assert (await learner.get("/api/learning")).json() == []
    refused = await learner.post("/api/enrolments", json={"run": str(run)})
    assert (refused.status_code, refused.json()["code"]) == (403, "enrolment.ended_by_staff")
    assert (await teacher.post(f"{path}/restore")).status_code == 204
    assert [one["registration"] for one in (await learner.get("/api/learning")).json()] == [str(registration)]
    await world.quiet()
    assert [told.change for told in world.events(LearnerEnrolled)] == [1, 3]
    assert [told.change for told in world.events(EnrolmentEnded)] == [2]


async def test_an_archived_course_takes_nobody_new_and_keeps_who_is_in_it(world: World) -> None:
    course = await activate(world, small_course())
    teacher, learner, late = [await world.someone(role) for role in ("instructor", "learner", "learner")]
    run = await schedule(teacher, course)
    await enrol(learner, run)
    await world.publish(CourseArchived(course=course.id))
    await world.quiet()
    assert (await late.post("/api/enrolments", json={"run": str(run)})).status_code == 404
    assert (await teacher.post("/api/runs", json={"course": str(course.id)})).status_code == 404
    assert len((await learner.get("/api/learning")).json()) == 1


async def test_nothing_of_a_run_is_seen_by_who_does_not_teach_it(world: World) -> None:
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    run = await schedule(teacher, await activate(world, small_course()))
    await enrol(learner, run)
    elsewhere = world.new_tenant()
    others = [
        await world.someone("instructor"),
        await world.someone("editor"),
        await world.someone("administrator", tenant=elsewhere),
    ]
    for other in others:
        assert (await other.get(f"/api/runs/{run}/learners")).status_code == 404
        assert (await other.get(f"/api/runs/{run}/invites")).status_code == 404
        assert (await other.post(f"/api/runs/{run}/invites", json={})).status_code == 404
        assert (await other.put(f"/api/runs/{run}", json={})).status_code == 404
        assert (await other.delete(f"/api/runs/{run}/enrolments/{learner.person}")).status_code == 404
        assert (await other.get("/api/runs")).json() == []
    stranger = await world.someone("learner", tenant=elsewhere)
    assert (await stranger.post("/api/enrolments", json={"run": str(run)})).status_code == 404
    assert (await learner.get(f"/api/runs/{run}/learners")).status_code == 403
    administrator = await world.someone("administrator")
    assert len((await administrator.get(f"/api/runs/{run}/learners")).json()) == 1
