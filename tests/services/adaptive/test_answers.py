"""An offer that was taken or declined on one page is over on all pages of the learner."""

from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Decision, DecisionAnswered, RunLive
from stoa.contracts.telemetry import DecisionDeclined, DecisionShown, DecisionTaken
from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.live import subjects
from stoa.services.adaptive.queries.registrations import registration_now
from tests.services.adaptive.learner import Class, Learner
from tests.services.adaptive.test_deciding import wrong_twice
from tests.services.adaptive.waiting import until, until_holds


class Nobody:
    """Holds no partition, as in the moment between one holder's death and the next one."""

    async def registration(self, tenant: TenantId, learner: PersonId, registration: UUID) -> None:
        return None

    async def run(self, tenant: TenantId, run: UUID) -> list[RunLive]:
        return []


async def _offered(school: Class, learner: Learner) -> Decision:
    heard = await school.hear(learner)
    await wrong_twice(learner)
    await until_holds(lambda: bool(heard))
    return heard[0]


async def _hear_answers(school: Class, learner: Learner) -> list[DecisionAnswered]:
    """What every page of the learner is told from now on."""
    heard: list[DecisionAnswered] = []

    async def on_answer(message: Any) -> None:
        heard.append(msgspec.json.decode(message.data, type=DecisionAnswered))

    client = school.world.process.bus.client
    await client.subscribe(subjects.answers(school.world.tenant, learner.who.person), cb=on_answer)
    await client.flush()
    return heard


async def test_a_declined_offer_is_told_to_the_learners_pages_and_open_no_more(school: Class) -> None:
    learner = await school.learner()
    offer = await _offered(school, learner)
    assert (await learner.now())["open"] is True
    answers = await _hear_answers(school, learner)
    await learner.send(learner.batch(learner.act(DecisionDeclined, decision=offer.id)))
    await until_holds(lambda: bool(answers))
    assert answers == [DecisionAnswered(registration=learner.registration, decision=offer.id)]
    now = await learner.now()
    assert (now["decision"]["id"], now["open"]) == (str(offer.id), False)


async def test_a_taken_offer_stays_over_when_it_is_in_safe_keeping_and_nobody_holds_it(school: Class) -> None:
    learner = await school.learner()
    offer = await _offered(school, learner)
    await learner.send(learner.batch(learner.act(DecisionTaken, decision=offer.id)))

    async def over() -> bool:
        return (await learner.now())["open"] is False

    assert await until(over)
    db = school.world.db("adaptive")

    async def over_by_itself() -> bool:
        now = await registration_now(db, Nobody(), learner.who.caller, learner.registration)
        return now.decision is not None and now.decision.id == offer.id and not now.open

    assert await until(over_by_itself)


async def test_an_answer_is_told_once_and_only_of_what_was_offered(school: Class) -> None:
    learner = await school.learner()
    offer = await _offered(school, learner)
    answers = await _hear_answers(school, learner)
    shown = learner.act(DecisionShown, decision=offer.id)
    unknown = learner.act(DecisionDeclined, decision=new_id())
    declined = learner.act(DecisionDeclined, decision=offer.id)
    taken = learner.act(DecisionTaken, decision=offer.id)
    for action in (shown, unknown, declined, taken, declined):
        await learner.send(learner.batch(action))
    await learner.opens("mirrors")

    async def all_folded() -> bool:
        return bool((await learner.now())["live"]["object"] == str(school.course.at("mirrors")))

    assert await until(all_folded)
    assert [one.decision for one in answers] == [offer.id]
