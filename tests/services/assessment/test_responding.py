"""A response acknowledged is committed, once; what is wrong costs no try."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select

from stoa.contracts import content
from stoa.contracts.assessment import AttemptSubmitted, ResponseScored
from stoa.kernel.ids import new_id
from stoa.services.assessment.tables import responses
from tests.services.assessment.school import School, choices, common, item_set
from tests.world import Someone, World


async def respond(
    who: Someone, attempt: UUID, item: UUID, given: object, key: str | None = None
) -> httpx.Response:
    headers = {"idempotency-key": key} if key else {}
    body = {"item": str(item), "given": given, "think_time_s": 2.5}
    return await who.post(f"/api/attempts/{attempt}/responses", json=body, headers=headers)


async def kept(world: World, attempt: UUID) -> int:
    async with world.db("assessment").read(world.caller()) as read:
        query = select(func.count()).select_from(responses).where(responses.c.attempt == attempt)
        return int(await read.value(query))


async def right_place(school: School, learner: Someone, attempt: UUID, text: str = "Option 0") -> str:
    shown = (await learner.get(f"/api/attempts/{attempt}")).json()
    options = shown["items"][str(school.item("choice"))]["face"]["options"]
    return str(next(option["place"] for option in options if text in option["html"]))


async def test_a_response_is_scored_told_and_committed_with_its_fact(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    item = school.item("choice")
    answer = await respond(learner, attempt, item, await right_place(school, learner, attempt))
    assert answer.status_code == 201, answer.text
    told = answer.json()["item"]["told"]
    assert (told["share"], told["verdict"]) == (1.0, "correct")
    assert answer.json()["item"]["state"] == "over"
    assert await kept(world, attempt) == 1
    await world.quiet()
    (fact,) = world.events(ResponseScored)
    assert (fact.registration, fact.item, fact.learner) == (registration, item, learner.person)
    assert (fact.scaled, fact.raw, fact.tries, fact.think_time_s) == (1.0, 1.0, 1, 2.5)
    assert fact.skills == ["seeing"]


async def test_the_same_response_sent_twice_counts_once(school: School, world: World) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item, key = school.item("numeric"), str(new_id())
    first = await respond(learner, attempt, item, "24", key)
    again = await respond(learner, attempt, item, "24", key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["response"] == first.json()["response"]
    assert again.json()["item"] == first.json()["item"]
    assert again.json()["replayed"] is True
    assert await kept(world, attempt) == 1
    await world.quiet()
    assert len(world.events(ResponseScored)) == 1


async def test_the_same_response_sent_twenty_times_at_once_counts_once(school: School, world: World) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item, key = school.item("numeric"), str(new_id())
    answers = await asyncio.gather(*(respond(learner, attempt, item, "25", key) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["response"] for answer in answers}) == 1
    assert sum(not answer.json()["replayed"] for answer in answers) == 1
    assert await kept(world, attempt) == 1


async def test_different_responses_at_once_take_one_try_each_and_no_more_than_there_are(
    school: School, world: World
) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item = school.item("numeric")
    answers = await asyncio.gather(*(respond(learner, attempt, item, str(n)) for n in range(8)))
    taken = sorted(answer.json()["number"] for answer in answers if answer.status_code == 201)
    assert taken == [1, 2, 3]
    assert {a.json()["code"] for a in answers if a.status_code != 201} == {"item.over"}
    assert await kept(world, attempt) == 3


async def test_a_key_used_for_another_response_is_refused(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item, key = school.item("numeric"), str(new_id())
    await respond(learner, attempt, item, "24", key)
    other = await respond(learner, attempt, item, "25", key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")


async def test_a_later_try_earns_a_third_less(school: School, world: World) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item = school.item("numeric")
    first = (await respond(learner, attempt, item, "1")).json()["item"]
    assert (first["state"], first["tries_left"], first["solution"]) == ("tried", 2, None)
    second = (await respond(learner, attempt, item, "25 cm")).json()["item"]
    assert second["told"]["points"] == pytest.approx(2 / 3)
    await world.quiet()
    assert [round(fact.scaled, 3) for fact in world.events(ResponseScored)] == [0, 0.667]


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("choice", "9", "response.unknown_option"),
        ("choice", "", "response.empty"),
        ("choice", ["1"], "response.wrong_shape"),
        ("multiple", ["1", "1"], "response.option_twice"),
        ("numeric", "many", "response.no_number"),
        ("numeric", "1" * 501, "response.too_long"),
        ("short_text", "  ", "response.empty"),
        ("order", ["1", "2"], "response.entries_missing"),
        ("cloze", {"2": "x"}, "response.no_number"),
    ],
)
async def test_what_is_no_response_is_refused_by_its_field_and_costs_no_try(
    school: School, world: World, kind: str, given: object, code: str
) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    answer = await respond(learner, attempt, school.item(kind), given)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert answer.json()["field"].startswith("given")
    assert "…" not in answer.json()["detail"]
    assert await kept(world, attempt) == 0


async def test_a_response_after_the_end_is_refused(school: School, world: World) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    assert (await learner.post(f"/api/attempts/{attempt}/submit")).status_code == 200
    late = await respond(learner, attempt, school.item("numeric"), "25")
    assert (late.status_code, late.json()["code"]) == (409, "attempt.over")
    assert await kept(world, attempt) == 0


async def test_a_response_sent_before_the_end_is_answered_again_after_it(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    key = str(new_id())
    await respond(learner, attempt, school.item("numeric"), "25", key)
    await learner.post(f"/api/attempts/{attempt}/submit")
    again = await respond(learner, attempt, school.item("numeric"), "25", key)
    assert (again.status_code, again.json()["replayed"]) == (201, True)


async def test_responses_and_the_end_at_once_leave_no_response_uncounted(
    school: School, world: World
) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    items = ["numeric", "true_false", "short_text"]
    given: list[object] = ["25", True, "sesame word"]
    *answers, _ = await asyncio.gather(
        *(respond(learner, attempt, school.item(i), g) for i, g in zip(items, given, strict=True)),
        learner.post(f"/api/attempts/{attempt}/submit"),
    )
    acknowledged = sum(answer.status_code == 201 for answer in answers)
    await world.quiet()
    (fact,) = world.events(AttemptSubmitted)
    assert fact.raw == pytest.approx(acknowledged)
    assert await kept(world, attempt) == acknowledged


async def test_when_the_enrolment_has_ended_nothing_is_taken(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await school.end(registration, learner)
    answer = await respond(learner, attempt, school.item("numeric"), "25")
    assert (answer.status_code, answer.json()["code"]) == (403, "enrolment.ended")


async def test_a_late_response_is_refused(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    await school.schedule(change=2, ends_at=datetime.now(UTC) - timedelta(seconds=1))
    answer = await respond(learner, attempt, school.item("numeric"), "25")
    assert (answer.status_code, answer.json()["code"]) == (409, "run.over")


@pytest.mark.parametrize(
    ("language", "begins", "over"),
    [
        ("en", "begins on Nov 26, 2126, 8:21 AM.", "ended on Nov 26, 2020, 8:21 AM;"),
        ("es", "empieza el 26 nov 2126, 8:21.", "terminó el 26 nov 2020, 8:21"),
        ("ar", "26/11/2126، 8:21 ص", "26/11/2020، 8:21 ص"),
    ],
)
async def test_when_a_run_begins_and_ended_is_said_in_the_persons_language_and_zone(
    school: School, world: World, language: str, begins: str, over: str
) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    caller = replace(learner.caller, locale=language, time_zone="America/Lima")
    token = world.process.platform.tokens.sign(caller, timedelta(hours=1))
    learner.headers["authorization"] = f"Bearer {token}"
    soon = datetime(2126, 11, 26, 13, 21, 46, tzinfo=UTC)
    for change, dates, words in (
        (2, {"starts_at": soon}, begins),
        (3, {"ends_at": soon.replace(year=2020)}, over),
    ):
        await school.schedule(change=change, **dates)
        answer = await respond(learner, attempt, school.item("numeric"), "25")
        said = answer.json()["detail"].replace("\u202f", " ").replace("\u200f", "")
        assert (answer.status_code, words in said) == (409, True), said


async def test_what_is_told_after_the_attempt_can_be_changed_until_then_and_the_last_counts(
    school: School, world: World
) -> None:
    items: list[content.Item] = [content.ChoiceItem(choices=choices(), **common("choice"))]
    await school.publish(item_set(items, reveal=content.Reveal.AFTER_ATTEMPT), revision=2, activation=2)
    learner, _, attempt = await school.learner_with_attempt()
    right = await right_place(school, learner, attempt)
    wrong = await right_place(school, learner, attempt, "Option 1")
    for given in (wrong, right, wrong):
        answer = (await respond(learner, attempt, school.item("choice"), given)).json()["item"]
        assert (answer["state"], answer["told"], answer["solution"]) == ("saved", None, None)
    result = (await learner.post(f"/api/attempts/{attempt}/submit")).json()
    assert result["scaled"] == 0
    shown = (await learner.get(f"/api/attempts/{attempt}")).json()["items"][str(school.item("choice"))]
    assert shown["told"]["verdict"] == "incorrect"
    assert shown["solution"]["given"] == right
