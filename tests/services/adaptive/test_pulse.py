"""How the class went is there when the instructor's page is opened, and pushes go on from it."""

import asyncio
from typing import Any

import msgspec
from sqlalchemy import text

from stoa.contracts.adaptive import ClassPoint, LearnerPoint, RunLive
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import new_id
from stoa.runtime.live import subjects
from stoa.services.adaptive.queries.registrations import registration_now
from stoa.services.adaptive.queries.runs import run_now
from tests.services.adaptive.learner import Class
from tests.services.adaptive.test_answers import Nobody
from tests.services.adaptive.waiting import until

Points = dict[tuple[int, int], ClassPoint]
_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'adaptive.tallies'::regclass")


def _points(states: list[RunLive]) -> Points:
    return {(one.partition, point.number): point for one in states for point in one.points}


def _people(points: Points) -> int:
    """In all half minutes together; so each learner may be there more than once."""
    return sum(sum(point.engagement) for point in points.values())


def _lately(points: Points) -> int:
    """In the last half minute of each partition: every learner once."""
    last = {partition: point for (partition, _), point in sorted(points.items())}
    return sum(sum(point.risk) for point in last.values())


async def _asked(school: Class) -> Points:
    answer = await school.teacher.get(f"/api/adaptive/runs/{school.run}")
    return _points(msgspec.json.decode(answer.content, type=list[RunLive]))


async def test_who_opens_the_page_later_sees_how_the_class_went(school: Class) -> None:
    learners = [await school.learner() for _ in range(3)]
    for one in learners:
        await one.opens("rays")
        await one.spends("rays")

    async def everybody() -> bool:
        return _lately(await _asked(school)) >= len(learners)

    assert await until(everybody)
    assert _lately(await _asked(school)) == len(learners)


async def test_state_plus_pushes_is_the_fresh_state(school: Class) -> None:
    pushed: list[RunLive] = []

    async def on_push(message: Any) -> None:
        pushed.append(msgspec.json.decode(message.data, type=RunLive))

    client = school.world.process.bus.client
    learners = [await school.learner() for _ in range(3)]
    await learners[0].spends("rays")

    async def begun() -> Points:
        return await _asked(school)

    await until(begun)
    await client.subscribe(subjects.run(school.world.tenant, school.run), cb=on_push)
    await client.flush()
    known = await _asked(school)
    for one in learners:
        await one.opens("mirrors")
        await one.spends("mirrors")

    async def equal() -> bool:
        fresh = await _asked(school)
        return _people(fresh) >= len(learners) and known | _points(pushed) == fresh

    assert await until(equal)


async def test_nobody_is_missing_while_it_is_brought_into_safe_keeping(school: Class) -> None:
    learners = [await school.learner() for _ in range(3)]
    db, teacher = school.world.db("adaptive"), school.teacher.caller
    async with db.work(teacher) as work:
        await work.run(text("LOCK TABLE adaptive.tallies IN EXCLUSIVE MODE"))
        for one in learners:
            await one.opens("rays")
            await one.spends("rays")

        async def waiting() -> bool:
            async with db.read(teacher) as read:
                return bool(await read.value(_WAITING))

        async def everybody() -> bool:
            return _lately(await _asked(school)) >= len(learners)

        assert await until(waiting)
        assert await until(everybody)
        for _ in range(20):
            await asyncio.sleep(0.05)
            assert await everybody()


async def test_it_lies_in_safe_keeping_for_when_nobody_holds_the_partition(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays")
    await learner.spends("rays")
    db = school.world.db("adaptive")

    async def kept() -> bool:
        states = await run_now(db, utc_now, Nobody(), school.teacher.caller, school.run)
        return _people(_points(states)) >= 1

    assert await until(kept)


async def test_how_one_learner_went_is_there_in_memory_and_in_safe_keeping(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays")
    await learner.spends("rays")
    address = f"/api/adaptive/registrations/{learner.registration}"

    async def now() -> list[LearnerPoint]:
        answer = await school.teacher.get(address)
        return msgspec.json.decode(answer.content, type=RegistrationTrail).trail

    assert (await until(now))[-1].accuracy is None
    await learner.answers(new_id(), 1.0)

    async def kept() -> LearnerPoint | None:
        caller, db = school.teacher.caller, school.world.db("adaptive")
        trail = (await registration_now(db, Nobody(), caller, learner.registration)).trail
        return trail[-1] if trail and trail[-1].accuracy is not None else None

    assert (await until(kept)) == (await now())[-1]


class RegistrationTrail(msgspec.Struct):
    trail: list[LearnerPoint]
