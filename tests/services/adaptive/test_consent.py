"""What a learner took back is not taken from their pages either, however old the page."""

from typing import Any

from stoa.contracts.identity import ConsentChosen
from stoa.contracts.telemetry import ConsentScope
from stoa.kernel.ids import TenantId
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.services.adaptive.commands.fold.loading import Loading
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from tests.services.adaptive.learner import Class, Learner
from tests.services.adaptive.test_deciding import wrong_twice
from tests.services.adaptive.waiting import until, until_holds


async def _chooses(learner: Learner, scope: ConsentScope, version: int) -> None:
    await learner.world.publish(ConsentChosen(person=learner.who.person, scope=scope, version=version))
    await learner.world.quiet()


async def _at(learner: Learner) -> Any:
    live = (await learner.now())["live"]
    return live and live["object"]


async def _until_at(learner: Learner, thing: str) -> None:
    async def there() -> bool:
        return bool(await _at(learner) == str(learner.course.at(thing)))

    assert await until(there)


async def test_what_is_sent_of_learning_after_it_was_taken_back_is_not_folded(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays")
    await _until_at(learner, "rays")
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    await learner.opens("mirrors")
    # What a course cannot do without is folded, and comes later in the log.
    heard = await school.hear(learner)
    await learner.answers(learner.course.at("item"), 0.0, 1)
    await learner.answers(learner.course.at("item"), 0.0, 2)
    await until_holds(lambda: bool(heard))
    assert await _at(learner) == str(school.course.at("rays"))


async def test_given_again_it_is_folded_from_then_on(school: Class) -> None:
    learner = await school.learner()
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    await learner.opens("rays")
    await _chooses(learner, ConsentScope.LEARNING, 2)
    # The older choice comes once more, late.
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    assert await _at(learner) is None
    await learner.opens("mirrors")
    await _until_at(learner, "mirrors")


async def test_nothing_of_it_is_put_aside_and_others_go_on(school: Class) -> None:
    learner, other = await school.learner(), await school.learner()
    aside: list[str] = []

    async def on_aside(message: Any) -> None:
        aside.append(message.subject)

    await school.world.process.bus.client.subscribe("aside.>", cb=on_aside)
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    await learner.opens("rays")
    await other.opens("rays")
    await _until_at(other, "rays")
    # A response comes behind it in the log, and is folded.
    await learner.answers(learner.course.at("item"), 0.0)

    async def answered() -> bool:
        live = (await learner.now())["live"]
        return live is not None and live["accuracy"] < 0.5

    assert await until(answered)
    assert [one for one in aside if str(learner.who.person) in one] == []


async def test_who_takes_a_partition_over_knows_who_took_it_back(school: Class) -> None:
    learner = await school.learner()
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    world = school.world
    partition = subjects.partition_of(world.tenant, learner.who.person)
    ends_at = await Log(world.process.bus).last_sequence_of(partition)

    async def taken_over() -> TenantFold | None:
        fold = await Loading(world.db("adaptive")).begin(TenantId(world.tenant), partition, ends_at)
        return fold if fold.withholds(learner.who.person) else None

    assert await until(taken_over)


async def test_decisions_go_on_from_responses(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays", ago_ms=60_000)
    await _chooses(learner, ConsentScope.ESSENTIAL, 1)
    heard = await school.hear(learner)
    await wrong_twice(learner)
    await until_holds(lambda: bool(heard))
    assert heard[0].object == school.course.at("rays")
