"""What a learner has earned, on a page of their own and on one for who teaches."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stoa.contracts.content import CompletionRule, MoveOn
from tests.services.tracking.classes import Class
from tests.services.tracking.publishing import Course, activate, enrol, schedule
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_passing import decision
from tests.services.tracking.test_progress import attempt, tell
from tests.world import Someone, World


def scored_course(**changes: Any) -> Course:
    return (
        Course(completion=CompletionRule(mastery_score=0.5), **changes)
        .text("rays")
        .video("prism", checks=("bend",))
        .items("bend", in_video="prism", move_on=MoveOn.COMPLETED)
        .items("check")
        .items("last-look")
    )


def row_of(text: str, title: str) -> str:
    """Of the table."""
    return next(row.partition("</tr>")[0] for row in text.split("<tr>") if f">{title}</" in row)


async def sit(room: Class, name: str, *, passed: bool, minutes_ago: int = 0) -> None:
    told = attempt(room.learner, room.registration, room.course, name, passed=passed)
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    await room.world.publish(msgspec.structs.replace(told, at=at))
    await room.world.quiet()


async def opened(world: World, course: Course | None = None) -> Class:
    return await Class.open(world, await activate(world, course or scored_course()))


def own(room: Class) -> str:
    return f"/learn/{room.registration}/scores"


def seen(room: Class, learner: Someone | None = None) -> str:
    return f"/teach/runs/{room.run}/people/{(learner or room.learner).person}"


async def test_a_learner_reads_best_and_last_attempt_and_what_is_to_do(world: World) -> None:
    room = await opened(world)
    before = await page(room.learner, own(room))
    assert "2 sets of questions are still to do" in before
    assert "To pass: 50 % of the points. You have 0 %." in before
    await sit(room, "check", passed=True, minutes_ago=5)
    await sit(room, "check", passed=False)
    await sit(room, "check", passed=False, minutes_ago=9)
    text = await page(room.learner, own(room))
    check = row_of(text, "Check")
    assert [f'"{label}"' in check for label in ("Attempts", "Best", "Last", "Counts")] == [True] * 4
    assert 'data-label="Attempts" class="numeric">3<' in check
    assert 'data-label="Best" class="numeric">66 %<' in check
    assert 'data-label="Last" class="numeric">33 %' in check
    assert "Passed" in check
    assert "Still to do" in row_of(text, "Last look")
    assert "1 set of questions is still to do" in text
    assert "You have 33 %." in text


async def test_a_set_in_a_film_is_there_and_counts_nothing(world: World) -> None:
    room = await opened(world)
    await sit(room, "bend", passed=True)
    text = await page(room.learner, own(room))
    bend = row_of(text, "Bend")
    assert "in the film Prism" in bend
    assert f'href="/learn/{room.registration}/{room.course.at("prism")}"' in bend
    assert 'data-label="Points" class="numeric cell-none">' in bend
    assert "You have 0 %." in text


async def test_what_an_instructor_decided_counts_and_is_said_to_be_decided(world: World) -> None:
    room = await opened(world)
    await sit(room, "check", passed=False)
    assert "Not passed yet" in row_of(await page(room.learner, own(room)), "Check")
    await world.publish(decision(room.learner, room.registration, room.course, 0.9, change=1))
    await world.quiet()
    check = row_of(await page(room.learner, own(room)), "Check")
    assert 'data-label="Best" class="numeric">33 %<' in check
    assert 'data-label="Counts" class="numeric">90 %<' in check
    assert "Passed" in check
    assert "set by who teaches" in check


async def test_a_course_without_questions_says_so(world: World) -> None:
    room = await opened(world, Course().text("rays"))
    assert "This course asks no questions" in await page(room.learner, own(room))


async def test_a_locked_set_says_what_comes_before_it_and_leads_nowhere(world: World) -> None:
    course = Course().text("rays").items("check")
    course.objects[1] = msgspec.structs.replace(course.objects[1], requires=[course.at("rays")])
    room = await opened(world, course)
    check = row_of(await page(room.learner, own(room)), "Check")
    assert "After: Rays" in check
    assert "<a " not in check


async def test_who_teaches_sees_one_learner_object_by_object(world: World) -> None:
    room = await opened(world)
    await tell(room.learner, room.registration, room.course.at("rays"), finished=True)
    await tell(room.learner, room.registration, room.course.at("prism"), watched=[[0, 40]])
    await sit(room, "check", passed=True)
    text = await page(room.teacher, seen(room))
    assert "Finished" in row_of(text, "Rays")
    assert "40 % watched" in row_of(text, "Prism")
    assert 'data-label="Attempts" class="numeric">1<' in row_of(text, "Check")
    cell = f"/teach/runs/{room.run}/gradebook/{room.registration}/{room.course.at('check')}"
    assert f'href="{cell}"' in row_of(text, "Check")
    assert f'href="/teach/runs/{room.run}/live#{room.registration}"' in text
    assert text.count(f'data-id="{room.learner.person}"') == 1
    assert "Not finished" in text
    roster = await page(room.teacher, f"/teach/runs/{room.run}")
    assert f'href="{seen(room)}"' in roster


async def test_a_long_course_is_shown_page_by_page(world: World) -> None:
    course = Course()
    for number in range(51):
        course.items(f"set-{number}")
    room = await opened(world, course)
    for who, address in ((room.learner, own(room)), (room.teacher, seen(room))):
        first, second = await page(who, address), await page(who, f"{address}?page=2")
        assert ("Set 49" in first, "Set 50" in first) == (True, False)
        assert ("Set 49" in second, "Set 50" in second) == (False, True)
        assert "far on" in await page(who, f"{address}?page=3")


async def test_a_learner_is_seen_by_those_who_teach_their_run_alone(world: World) -> None:
    room = await opened(world)
    elsewhere = await schedule(room.teacher, room.course)
    somebody = await world.someone("learner")
    await enrol(somebody, elsewhere)
    assert (await room.teacher.get(seen(room, somebody))).status_code == 404
    stranger = await world.someone("administrator", tenant=world.new_tenant(), person=room.teacher.person)
    for who, status in (
        (await world.someone("instructor"), 404),
        (stranger, 404),
        (room.learner, 403),
        (await world.someone("translator"), 403),
        (await world.someone("administrator"), 200),
    ):
        assert (await who.get(seen(room))).status_code == status
    for who in (somebody, room.teacher, await world.someone("administrator")):
        assert (await who.get(own(room))).status_code == 404


async def test_scores_of_a_learner_who_left_stay_with_those_who_teach(world: World) -> None:
    room = await opened(world)
    await sit(room, "check", passed=True)
    ended = await room.teacher.post(f"{seen(room)}/end")
    assert ended.is_success or ended.is_redirect
    text = await page(room.teacher, seen(room))
    assert "Ended" in text
    assert 'data-label="Attempts" class="numeric">1<' in row_of(text, "Check")
    assert "/live#" not in text
