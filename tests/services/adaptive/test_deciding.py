"""A learner acts, and their page is told what to offer."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.adaptive import DecisionKind, DecisionsMade, LearnerAtRisk
from stoa.contracts.tracking import LearnerEnrolled
from stoa.kernel.ids import new_id
from stoa.services.adaptive.queries import registrations
from tests.services.adaptive.learner import Class, Learner
from tests.services.adaptive.waiting import until, until_holds


async def wrong_twice(learner: Learner) -> None:
    item = new_id()
    await learner.opens("rays", ago_ms=60_000)
    await learner.spends("rays", ago_ms=30_000)
    await learner.opens("check", ago_ms=15_000)
    await learner.tries(item)
    await learner.answers(item, 0.0, 1)
    await learner.answers(item, 0.0, 2)


async def test_two_wrong_responses_bring_the_simpler_explanation(school: Class) -> None:
    learner = await school.learner()
    heard = await school.hear(learner)
    await wrong_twice(learner)
    await until_holds(lambda: bool(heard))
    assert heard[0].kind is DecisionKind.SIMPLER
    assert heard[0].target == school.course.at("rays")
    assert heard[0].number == 1
    assert {reason.feature for reason in heard[0].reasons} >= {"wrong_in_row"}


async def test_state_holds_the_decision_at_once_and_after_it_is_kept(school: Class) -> None:
    learner = await school.learner()
    heard = await school.hear(learner)
    await wrong_twice(learner)
    await until_holds(lambda: bool(heard))
    at_once = await learner.now()
    assert at_once["number"] == 1
    assert at_once["decision"]["id"] == str(heard[0].id)

    async def told() -> list[DecisionsMade]:
        return school.world.events(DecisionsMade)

    (made,) = (await until(told))[0].decisions
    assert made.decision == heard[0]
    assert (await learner.now())["decision"] == at_once["decision"]


async def test_propensities_in_the_log_sum_to_one(school: Class) -> None:
    learner = await school.learner()
    await wrong_twice(learner)

    async def why() -> dict[str, Any] | None:
        now = await learner.now()
        if now["decision"] is None:
            return None
        answer = await learner.who.get(f"/api/adaptive/decisions/{now['decision']['id']}")
        return answer.json() if answer.status_code == 200 else None

    reasons = await until(why)
    assert sum(one["propensity"] for one in reasons["candidates"]) == 1.0
    assert reasons["features"]["wrong_in_row"] == 2
    assert reasons["rule"] in {one["rule"] for one in reasons["candidates"]}


async def test_decision_of_another_learner_is_not_there(school: Class) -> None:
    learner, other = await school.learner(), await school.learner()
    await wrong_twice(learner)

    async def kept() -> bool | None:
        now = await learner.now()
        if now["decision"] is None:
            return None
        address = f"/api/adaptive/decisions/{now['decision']['id']}"
        return (await learner.who.get(address)).status_code == 200 or None

    assert await until(kept)
    decision = (await learner.now())["decision"]["id"]
    assert (await other.who.get(f"/api/adaptive/decisions/{decision}")).status_code == 404
    assert (await other.who.get(f"/api/adaptive/registrations/{learner.registration}")).status_code == 404


async def test_instructor_sees_risk_with_its_reasons(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("check")
    for _ in range(8):
        await learner.answers(new_id(), 0.0)

    async def told() -> list[LearnerAtRisk]:
        return school.world.events(LearnerAtRisk)

    risen = (await until(told))[0]
    assert risen.registration == learner.registration
    assert risen.reasons
    runs = (await school.teacher.get(f"/api/adaptive/runs/{school.run}")).json()
    shown = [one for run in runs for one in run["learners"]]
    assert [one["registration"] for one in shown] == [str(learner.registration)]
    assert shown[0]["risk"] >= risen.risk * 0.9


async def test_run_is_shown_to_who_teaches_it_only(school: Class) -> None:
    stranger = await school.world.someone("instructor")
    learner = await school.learner()
    assert (await stranger.get(f"/api/adaptive/runs/{school.run}")).status_code == 404
    assert (await learner.who.get(f"/api/adaptive/runs/{school.run}")).status_code == 403
    administrator = await school.world.someone("administrator")
    assert (await administrator.get(f"/api/adaptive/runs/{school.run}")).status_code == 200


async def test_right_responses_lead_on(school: Class) -> None:
    learner = await school.learner()
    heard = await school.hear(learner)
    await learner.opens("check", ago_ms=30_000)
    for _ in range(3):
        await learner.answers(new_id(), 1.0)
    await until_holds(lambda: bool(heard))
    assert heard[0].kind in (DecisionKind.ADVANCE, DecisionKind.DEEPER)


@pytest.mark.parametrize("known", [True, False])
async def test_nobody_waits_for_news_of_a_registration_that_is_another_learners_or_old(
    school: Class, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    monkeypatch.setattr(registrations, "_NEWS_COME_WITHIN_S", (3_600.0,))
    theirs = (await school.learner()).registration if known else UUID("01800000-0000-7000-8000-000000000000")
    await school.world.quiet()
    stranger = await school.world.someone("learner")
    async with asyncio.timeout(60):
        answer = await stranger.get(f"/api/adaptive/registrations/{theirs}")
    assert answer.status_code == 404


async def test_a_page_opened_before_its_enrolment_is_told_waits_for_the_news(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registrations, "_NEWS_COME_WITHIN_S", (0.05, 0.15, 0.4, 1.0, 3.0, 10.0, 20.0))
    who = await school.world.someone("learner")
    registration = new_id()
    asked = asyncio.create_task(who.get(f"/api/adaptive/registrations/{registration}"))
    await asyncio.sleep(0.1)
    await school.world.publish(
        LearnerEnrolled(registration=registration, run=new_id(), course=school.course.id, learner=who.person)
    )
    assert (await asked).json()["number"] == 0
