"""Attempts begin on the live revision, stay on it, and end once."""

import asyncio
from uuid import UUID, uuid4

import msgspec
import pytest

from stoa.contracts import content
from stoa.contracts.assessment import AttemptStarted, AttemptSubmitted
from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled
from stoa.kernel.errors import Defect
from stoa.kernel.ids import new_id
from stoa.services.assessment.commands.replicas import read_document
from tests.services.assessment.school import School, choices, common, item_set
from tests.world import Someone, World


async def start(who: Someone, registration: UUID, set_id: UUID) -> tuple[int, dict[str, object]]:
    answer = await who.post(
        "/api/attempts", json={"registration": str(registration), "item_set": str(set_id)}
    )
    return answer.status_code, answer.json()


async def test_starting_again_goes_on_with_the_open_attempt(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    assert await school.start(learner, registration) == attempt
    await world.quiet()
    assert [fact.number for fact in world.events(AttemptStarted)] == [1]


async def test_starting_many_times_at_once_makes_one_attempt(school: School, world: World) -> None:
    learner = await world.someone("learner")
    registration = await school.enrol(learner)
    started = await asyncio.gather(*(school.start(learner, registration) for _ in range(8)))
    assert len(set(started)) == 1


async def test_an_attempt_stays_on_the_revision_it_began_on(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    before = (await learner.get(f"/api/attempts/{attempt}")).json()
    items: list[content.Item] = [content.ChoiceItem(choices=choices(), **common("new"))]
    await school.publish(item_set(items), revision=2, activation=2)
    assert (await learner.get(f"/api/attempts/{attempt}")).json() == before
    await learner.post(f"/api/attempts/{attempt}/submit")
    second = await school.start(learner, registration)
    assert list((await learner.get(f"/api/attempts/{second}")).json()["items"]) == [str(items[0].id)]


async def test_the_same_attempt_is_shuffled_the_same_and_another_differently(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    orders = set()
    for _ in range(6):
        first, again = [(await learner.get(f"/api/attempts/{attempt}")).text for _ in range(2)]
        assert first == again
        shown = (await learner.get(f"/api/attempts/{attempt}")).json()["items"][str(school.item("order"))]
        orders.add(tuple(option["html"] for option in shown["face"]["options"]))
        await learner.post(f"/api/attempts/{attempt}/submit")
        attempt = await school.start(learner, registration)
    assert len(orders) > 1


async def test_the_end_is_told_once_and_gives_the_same_result_again(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    body = {"item": str(school.item("true_false")), "given": True}
    await learner.post(f"/api/attempts/{attempt}/responses", json=body)
    answers = await asyncio.gather(*(learner.post(f"/api/attempts/{attempt}/submit") for _ in range(5)))
    results = [answer.json() for answer in answers]
    assert all(result == results[0] for result in results)
    assert results[0]["scaled"] == pytest.approx(1 / 8)
    assert results[0]["passed"] is False
    await world.quiet()
    (fact,) = world.events(AttemptSubmitted)
    assert (fact.registration, fact.item_set, fact.raw, fact.maximum) == (registration, school.set_id, 1, 8)


async def test_no_more_attempts_than_the_author_allows(school: School) -> None:
    await school.publish(item_set(attempts=1), revision=2, activation=2)
    learner, registration, attempt = await school.learner_with_attempt()
    await learner.post(f"/api/attempts/{attempt}/submit")
    status, problem = await start(learner, registration, school.set_id)
    assert (status, problem["code"]) == (409, "attempts.spent")


async def test_a_registration_that_is_on_its_way_is_worth_waiting_for(school: School, world: World) -> None:
    learner = await world.someone("learner")
    answer = await learner.post(
        "/api/attempts", json={"registration": str(new_id()), "item_set": str(school.set_id)}
    )
    assert (answer.status_code, answer.json()["code"]) == (503, "registration.on_its_way")
    assert answer.headers["retry-after"] == "1"


async def test_a_registration_that_nobody_could_have_made_just_now_is_not_there(
    school: School, world: World
) -> None:
    learner = await world.someone("learner")
    assert (await start(learner, uuid4(), school.set_id))[0] == 404


async def test_a_set_that_the_course_does_not_have_is_not_there(school: School, world: World) -> None:
    learner = await world.someone("learner")
    registration = await school.enrol(learner)
    assert (await start(learner, registration, new_id()))[0] == 404


async def test_facts_out_of_order_end_in_the_same_state(school: School, world: World) -> None:
    learner = await world.someone("learner")
    registration = new_id()
    about = {
        "registration": registration,
        "run": school.run,
        "course": school.course,
        "learner": learner.person,
    }
    await world.publish(EnrolmentEnded(**about, change=2))
    await world.publish(LearnerEnrolled(**about, change=1))
    await world.quiet()
    assert (await start(learner, registration, school.set_id))[1]["code"] == "enrolment.ended"
    await world.publish(LearnerEnrolled(**about, change=3))
    await world.quiet()
    assert (await start(learner, registration, school.set_id))[0] == 201


async def test_an_activation_that_comes_late_changes_nothing(school: School, world: World) -> None:
    items: list[content.Item] = [content.ChoiceItem(choices=choices(), **common("second"))]
    second = item_set(items)
    await world.publish(await school.activated(2, 3), await school.activated(1, 2))
    await world.publish(await school.published(second, 2))
    await world.quiet()
    learner, _, attempt = await school.learner_with_attempt()
    assert list((await learner.get(f"/api/attempts/{attempt}")).json()["items"]) == [str(items[0].id)]


async def test_the_same_facts_again_change_nothing(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    before = (await learner.get(f"/api/attempts/{attempt}")).json()
    about = {
        "registration": registration,
        "run": school.run,
        "course": school.course,
        "learner": learner.person,
    }
    for envelope in await world.publish(LearnerEnrolled(**about, change=1)):
        await world.publish_again(LearnerEnrolled, envelope)
    await world.publish(await school.activated(1, 1))
    await world.quiet()
    assert (await learner.get(f"/api/attempts/{attempt}")).json() == before


async def test_hints_come_one_after_the_other_and_are_counted(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item = str(school.item("numeric"))

    async def ask(number: int) -> tuple[int, dict[str, object]]:
        answer = await learner.post(f"/api/attempts/{attempt}/hints", json={"item": item, "number": number})
        return answer.status_code, answer.json()

    assert (await ask(2))[0] == 404
    assert (await ask(1))[1]["hints"] == ["<p>sesame nudge</p>"]
    assert (await ask(1))[1]["hints"] == ["<p>sesame nudge</p>"]
    assert len((await ask(2))[1]["hints"]) == 2  # type: ignore[arg-type]
    assert (await ask(3))[0] == 404
    told = await learner.post(f"/api/attempts/{attempt}/responses", json={"item": item, "given": "25"})
    assert told.status_code == 201
    assert (await ask(1))[1]["code"] == "item.over"


async def test_what_is_right_can_be_asked_for_after_a_try_and_ends_the_item(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item = str(school.item("numeric"))
    early = await learner.post(f"/api/attempts/{attempt}/answers", json={"item": item})
    assert (early.status_code, early.json()["code"]) == (409, "answer.not_yet")
    await learner.post(f"/api/attempts/{attempt}/responses", json={"item": item, "given": "1"})
    shown = (await learner.post(f"/api/attempts/{attempt}/answers", json={"item": item})).json()
    assert (shown["state"], shown["solution"]["given"]) == ("over", "25")
    late = await learner.post(f"/api/attempts/{attempt}/responses", json={"item": item, "given": "25"})
    assert late.json()["code"] == "item.over"


def test_a_course_with_an_item_that_cannot_be_scored_is_not_taken() -> None:
    pattern = content.Pattern(text="(?=a)b", regular_expression=True)
    asked = item_set([content.ShortTextItem(patterns=[pattern], **common("bad"))])
    quiz = content.ItemSetObject(id=new_id(), key="quiz", title="Quiz", item_set=asked)
    document = content.CourseDocument(course=new_id(), revision=1, locale="en", title="Light", objects=[quiz])
    with pytest.raises(Defect, match=r"item_set\.unusable"):
        read_document(msgspec.json.encode(document))
