"""Managers and guardians see how their people get on, and nobody else's, and only while they are theirs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.identity import GroupChanged, PersonDeactivated, WardsChanged
from stoa.kernel.ids import new_id
from stoa.services.tracking.domain.followed import PAGE_SIZE
from tests.services.counting import statements
from tests.services.tracking.publishing import Course, activate, enrol, schedule
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_passing import exam_course
from tests.services.tracking.test_progress import attempt, tell
from tests.world import Someone, World

LIST = "/api/my-people"
DAY = timedelta(days=1)


async def group(
    world: World, *managers: UUID, of: Sequence[UUID] = (), known: UUID | None = None, change: int = 1
) -> UUID:
    there = known or new_id()
    told = GroupChanged(group=there, members=[*of], managers=[*managers], change=change)
    await world.publish(told)
    await world.quiet()
    return there


async def care(world: World, guardian: UUID, *wards: UUID, change: int = 1) -> None:
    await world.publish(WardsChanged(guardian=guardian, wards=[*wards], change=change, by=None))
    await world.quiet()


async def seen(follower: Someone) -> list[str]:
    return [one["person"] for one in (await follower.get(LIST)).json()]


async def courses(follower: Someone, person: UUID) -> list[dict[str, Any]]:
    answer = await follower.get(f"{LIST}/{person}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_a_manager_sees_the_members_of_their_groups_and_a_guardian_their_wards(world: World) -> None:
    manager, guardian, both = [
        await world.someone(*roles) for roles in (("manager",), ("guardian",), ("manager", "guardian"))
    ]
    member, ward, other = new_id(), new_id(), new_id()
    await group(world, manager.person, both.person, of=[member, both.person])
    await group(world, manager.person, of=[member])
    await group(world, new_id(), of=[other])
    await care(world, guardian.person, ward)
    await care(world, both.person, ward)
    await care(world, new_id(), other)
    assert await seen(manager) == sorted([str(member), str(both.person)])
    assert await seen(guardian) == [str(ward)]
    assert await seen(both) == sorted([str(member), str(ward)])
    for follower, person in ((manager, other), (manager, ward), (guardian, member), (both, both.person)):
        answer = await follower.get(f"{LIST}/{person}")
        assert (answer.status_code, answer.json()["code"]) == (404, "person.unknown")
        html = await follower.get(f"/my-people/{person}", headers={"accept": "text/html"})
        assert html.status_code == 404


async def test_who_manages_but_is_no_manager_any_more_sees_nobody_by_it(world: World) -> None:
    guardian, learner = await world.someone("guardian"), new_id()
    await group(world, guardian.person, of=[learner])
    assert await seen(guardian) == []
    manager = await world.someone("manager")
    await care(world, manager.person, learner)
    assert await seen(manager) == []


@pytest.mark.parametrize(
    "role", ["learner", "instructor", "editor", "translator", "proctor", "administrator"]
)
async def test_other_roles_have_no_people_of_their_own(world: World, role: str) -> None:
    someone, learner = await world.someone(role), new_id()
    await group(world, someone.person, of=[learner])
    await care(world, someone.person, learner)
    for path in (LIST, f"{LIST}/{learner}", "/my-people", f"/my-people/{learner}"):
        assert (await someone.get(path)).status_code == 403


async def test_nobody_of_another_tenant_is_seen(world: World) -> None:
    learner = new_id()
    stranger = await world.someone("manager", "guardian", tenant=world.new_tenant())
    await group(world, stranger.person, of=[learner])
    await care(world, stranger.person, learner)
    assert await seen(stranger) == []
    assert (await stranger.get(f"{LIST}/{learner}")).status_code == 404


async def test_what_ends_is_seen_no_longer_and_an_older_fact_does_not_bring_it_back(world: World) -> None:
    manager, guardian, learner = await world.someone("manager"), await world.someone("guardian"), new_id()
    there = await group(world, manager.person, of=[learner])
    await care(world, guardian.person, learner)
    assert await seen(manager) == await seen(guardian) == [str(learner)]
    await group(world, known=there, of=[learner], change=3)
    await care(world, guardian.person, change=3)
    for _ in range(2):
        for follower in (manager, guardian):
            assert await seen(follower) == []
            assert (await follower.get(f"{LIST}/{learner}")).status_code == 404
        await group(world, manager.person, known=there, of=[learner], change=2)
        await care(world, guardian.person, learner, change=2)
    await group(world, manager.person, known=there, change=4)
    assert await seen(manager) == []


async def test_who_may_not_sign_in_any_more_is_followed_no_longer(world: World) -> None:
    guardian, learner = await world.someone("guardian"), new_id()
    await care(world, guardian.person, learner)
    await world.publish(PersonDeactivated(person=learner, change=1, by=None))
    await world.quiet()
    assert await seen(guardian) == []
    assert (await guardian.get(f"{LIST}/{learner}")).status_code == 404


async def test_every_course_says_how_far_it_is_how_it_stands_and_when_it_is_due(world: World) -> None:
    guardian, teacher, learner = [await world.someone(one) for one in ("guardian", "instructor", "learner")]
    await care(world, guardian.person, learner.person)
    assert await courses(guardian, learner.person) == []
    now = datetime.now(UTC)
    taken = {}
    for title, dates in (
        ("Passed", {}),
        ("Tried", {}),
        ("Open", {"title": "Autumn", "starts_at": now - 2 * DAY, "ends_at": now + 2 * DAY}),
        ("Later", {"starts_at": now + DAY, "ends_at": now + 3 * DAY}),
    ):
        course = await activate(world, exam_course(title=title))
        told = {name: str(value) for name, value in dates.items()}
        run = await schedule(teacher, course, time_zone="Europe/Madrid", **told)
        taken[title] = course, await enrol(learner, run), run
    for title in ("Passed", "Tried"):
        course, registration, _ = taken[title]
        await tell(learner, registration, course.at("rays"), finished=True)
        await world.publish(attempt(learner, registration, course, "check", passed=title == "Passed"))
    course, registration, run = taken["Open"]
    await tell(learner, registration, course.at("rays"), finished=True)
    await world.quiet()
    found = {one["course_title"]: one for one in await courses(guardian, learner.person)}
    assert {title: (one["state"], one["percent"], one["passed"]) for title, one in found.items()} == {
        "Passed": ("passed", 100, True),
        "Tried": ("going_on", 50, False),
        "Open": ("going_on", 50, False),
        "Later": ("coming", 0, None),
    }
    half = found["Open"]
    assert (half["registration"], half["run"], half["run_title"]) == (str(registration), str(run), "Autumn")
    assert datetime.fromisoformat(half["due_at"]) == now + 2 * DAY
    assert half["time_zone"] == "Europe/Madrid"
    assert half["last_seen_at"] is not None
    assert found["Later"]["last_seen_at"] is None
    [line] = (await guardian.get(LIST)).json()
    assert (line["going_on"], line["completed"]) == (2, 1)
    assert datetime.fromisoformat(line["due_at"]) == now + 2 * DAY


async def test_a_run_that_is_over_is_not_going_on_and_one_that_was_left_is_not_shown(world: World) -> None:
    guardian, teacher, learner = [await world.someone(one) for one in ("guardian", "instructor", "learner")]
    await care(world, guardian.person, learner.person)
    over, left = [await activate(world, Course(title).text("one")) for title in ("Over", "Left")]
    run = await schedule(teacher, over)
    await enrol(learner, run)
    ends = {"ends_at": str(datetime.now(UTC) - DAY)}
    assert (await teacher.put(f"/api/runs/{run}", json=ends)).status_code == 200
    run = await schedule(teacher, left)
    await enrol(learner, run)
    await teacher.delete(f"/api/runs/{run}/enrolments/{learner.person}")
    assert [(one["course_title"], one["state"]) for one in await courses(guardian, learner.person)] == [
        ("Over", "ended")
    ]
    [line] = (await guardian.get(LIST)).json()
    assert (line["going_on"], line["completed"], line["due_at"]) == (0, 0, None)


async def test_however_many_they_are_the_list_is_cut_into_pages_and_asks_as_little(world: World) -> None:
    manager = await world.someone("manager")
    there = await group(world, manager.person, of=[new_id()])
    asked = {}
    for many, change in ((1, 2), (PAGE_SIZE + 3, 3)):
        await group(world, manager.person, known=there, of=[new_id() for _ in range(many)], change=change)
        with statements(world, "tracking") as executed:
            first = (await manager.get(LIST)).json()
        asked[many] = len(executed)
    assert asked == {1: 2, PAGE_SIZE + 3: 2}
    second = (await manager.get(f"{LIST}?page=2")).json()
    assert (len(first), len(second)) == (PAGE_SIZE, 3)
    assert len({one["person"] for one in first + second}) == PAGE_SIZE + 3
    assert (await manager.get(f"{LIST}?page=3")).json() == []
    assert (await manager.get(f"{LIST}?page=0")).status_code == 422
    with statements(world, "tracking") as executed:
        await manager.get(f"{LIST}/{first[0]['person']}")
    assert len(executed) == 3
    shown = await page(manager, "/my-people?page=2")
    assert "Page 2 of 2" in shown
    assert 'href="/my-people?page=1"' in shown
    assert "Nothing more" in await page(manager, "/my-people?page=9")


async def test_the_pages_show_people_by_id_and_their_courses_and_say_when_there_is_nothing(
    world: World,
) -> None:
    guardian, teacher, learner = [await world.someone(one) for one in ("guardian", "instructor", "learner")]
    assert "You follow nobody yet" in await page(guardian, "/my-people")
    assert 'href="/my-people"' in await page(guardian, "/")
    assert 'href="/my-people"' not in await page(learner, "/")
    await care(world, guardian.person, learner.person)
    shown = await page(guardian, "/my-people")
    assert f'href="/my-people/{learner.person}"><stoa-person data-id="{learner.person}"' in shown
    assert 'data-to="/my-people/{id}"' in shown
    one = f"/my-people/{learner.person}"
    assert "No courses yet" in await page(guardian, one)
    course = await activate(world, exam_course())
    registration = await enrol(learner, await schedule(teacher, course, title="Autumn"))
    await tell(learner, registration, course.at("rays"), finished=True)
    listed = await page(guardian, one)
    assert all(said in listed for said in (course.title, "Autumn", "Going on", "50 %"))
    assert "Nothing more" in await page(guardian, f"{one}?page=2")
    await world.publish(attempt(learner, registration, course, "check", passed=True))
    await world.quiet()
    assert "Passed" in await page(guardian, one)
